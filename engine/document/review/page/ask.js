// The question box: lists that write a sentence, the sentence, and its answer.

const lists = { action: byID("ask-action"), data: byID("ask-data"), recipient: byID("ask-recipient"), purpose: byID("ask-purpose") };
const field = byID("ask-sentence");

// outline lists the names of a graph, each beneath the first that it belongs to.
function outline(g, from, depth, seen, out) {
  for (const n of g.children[from]) {
    if (seen.has(n)) continue;
    seen.add(n);
    out.push([n, depth]);
    outline(g, n, Math.min(depth + 1, 12), seen, out);
  }
  return out;
}

function fill(select, kind, open) {
  const g = program.graphs[kind];
  if (open) select.append(option(open, ""));
  for (const [n, depth] of outline(g, ROOT, 0, new Set([ROOT]), [])) {
    if (kind === ACTION_KIND && n === ROOT) continue;
    const label = g.labels[n][0] && g.labels[n][0] !== g.ids[n] ? g.labels[n][0] + " (" + g.ids[n] + ")" : g.ids[n];
    select.append(option("\u00a0\u00a0".repeat(depth) + label, g.ids[n]));
  }
}

function fillLists() {
  fill(lists.action, ACTION_KIND, "");
  fill(lists.data, DATA_KIND, "any data");
  fill(lists.recipient, PARTY_KIND, "left open");
  fill(lists.purpose, PURPOSE_KIND, "left open");
  lists.data.options[0].value = "any";
  if (program.graphs[ACTION_KIND].byId.has("use")) lists.action.value = "use";
  lists.data.value = program.graphs[DATA_KIND].byId.has("personal") ? "personal" : "any";
  const facts = byID("ask-fact");
  facts.append(option("\u2026", ""));
  program.facts.forEach((f, i) => { if (factChoices(program, i).length) facts.append(option(f.labels[0] || f.id, i)); });
  program.terms.forEach((t) => facts.append(option(t.labels[0] || t.id, "term " + t.id)));
  for (const kind of program.kinds) facts.append(option(kindWords[kind], "kind " + kind));
  facts.append(option("objection", "objection"));
  facts.append(option("deemed consent", "kind " + DEEMED));
}

// addFact puts one more fact under "given".
function addFact(value) {
  if (!value) return;
  let label, choices;
  const kind = /^kind (\d)$/.exec(value), term = /^term (.*)$/.exec(value);
  if (kind || term || value === "objection") {
    const word = kind ? kindWords[kind[1]] : term ? term[1] : value;
    label = word;
    choices = [[word, "yes"], ["no " + word, "no"]];
  } else {
    label = program.facts[value].labels[0] || program.facts[value].id;
    choices = factChoices(program, Number(value));
  }
  const select = element("select", { "data-fact": value });
  select.append(option("not known", ""), ...choices.map(([says, shows]) => option(shows, says)));
  select.value = choices[0][0];
  byID("ask-facts").append(element("label", {}, label + " ", select));
  select.focus();
}

function compose() {
  const takes = program.takenBy(program.graphs[ACTION_KIND].byId.get(lists.action.value) ?? ROOT);
  lists.data.disabled = !(takes & (1 << DATA));
  lists.recipient.disabled = !(takes & (1 << TO));
  lists.purpose.disabled = !(takes & (1 << FOR));
  const consent = { yes: "consent", no: "no consent", "": "" }[byID("ask-consent").value];
  const given = [consent, ...[...byID("ask-facts").querySelectorAll("select")].map((s) => s.value)];
  field.value = composed(program, { action: lists.action.value, data: lists.data.value, recipient: lists.recipient.value, purpose: lists.purpose.value,
    given, closed: byID("ask-closed").checked });
  answer();
}

const answerWords = { permitted: "Permitted", prohibited: "Prohibited", undetermined: "Undetermined", "not-addressed": "Not addressed", "out-of-scope": "Out of scope" };
const answerMeans = {
  permitted: "The policy permits it.",
  prohibited: "The policy prohibits it.",
  undetermined: "It depends on something that the question leaves open.",
  "not-addressed": "The policy says nothing that permits it, and nothing that prohibits it.",
  "out-of-scope": "The policy says that it does not cover this.",
};

// answerTo answers a question in words: {answer, conflict, clauses, otherwise}, or {error, suggestion}.
function answerTo(sentence) {
  try {
    const q = binder.ask(sentence);
    const out = decide(program, q);
    if (out.answer === "undetermined") out.needs = needsOf(program, q);
    if (out.answer === "undetermined" && !q.nothingElse) {
      try { out.otherwise = decide(program, { ...q, nothingElse: true }); } catch { /* it is not told then */ }
    }
    return out;
  } catch (e) {
    return known(e);
  }
}
// known says what kept the page from answering. Whatever it is, no answer is shown.
function known(e) {
  if (e instanceof Refused) return { error: "question", message: e.message, suggestion: e.suggestion };
  if (e instanceof Nothing) return { error: "nothing", message: "the question asks about nothing: no part of it can be the case" };
  if (e instanceof Limit || e instanceof RangeError || e.name === "InternalError") { // the last two: it nests too deep for the browser
    return { error: "limit", message: "this page cannot decide so wide a question; narrow it, give more of its facts, or ask it with licet ask" };
  }
  return { error: "failed", message: "this page has failed at the question, and cannot answer it; ask it with licet ask, and please report this: " + e };
}

// clear takes an answer away: none stands beside a question that is another.
function clear(box) {
  box.className = "";
  for (const key of Object.keys(box.dataset)) delete box.dataset[key];
  box.replaceChildren();
}

function answer() {
  const box = byID("ask-answer");
  clear(box);
  const a = answerTo(field.value);
  box.className = a.error ? "refused" : a.answer;
  box.dataset.answer = a.error || a.answer;
  box.dataset.conflict = a.conflict ? "yes" : "no";
  box.dataset.clauses = (a.clauses || []).map((c) => data.clauses[c].id).join(" ");
  box.dataset.needs = a.needs ? a.needs.join(", ") : "";
  box.dataset.otherwise = a.otherwise ? a.otherwise.answer + " " + (a.otherwise.clauses || []).map((c) => data.clauses[c].id).join(" ") : "";
  box.replaceChildren(element("p", { class: "case" }, field.value), ...(a.error ? refusal(a) : answered(a)));
}

function refusal(a) {
  const out = [element("p", { class: "verdict" }, a.error === "question" ? "Not a question yet" : "No answer"), element("p", {}, capital(a.message) + ".")];
  if (a.suggestion) {
    const button = element("button", { type: "button" }, "Ask with " + a.suggestion.to);
    button.addEventListener("click", () => {
      field.value = field.value.replace(a.suggestion.from, () => a.suggestion.to);
      answer();
      field.focus();
    });
    out.push(element("p", {}, button));
  }
  return out;
}

function answered(a) {
  const out = [element("p", { class: "verdict" }, answerWords[a.answer]), element("p", {}, answerMeans[a.answer])];
  if (a.conflict) out.push(element("p", { class: "warn" }, "A permission holds as well, and the policy does not say which prevails."));
  if (!a.clauses) out.push(element("p", {}, "The question is too wide to tell here which clauses decide it; licet ask does."));
  else if (a.clauses.length) out.push(element("h3", {}, "Decided by"), element("ul", { class: "cited" }, ...a.clauses.map(cited)));
  if (a.answer === "undetermined") out.push(...dependsOn(a.needs));
  if (a.otherwise) out.push(otherwise(a.otherwise));
  return out;
}
const capital = (s) => s.charAt(0).toUpperCase() + s.slice(1);
const link = (clause) => element("a", { href: "#clause-" + clause }, data.clauses[clause].id);

function otherwise(o) {
  if (o.answer === "undetermined") return element("p", {}, "It does so even where nothing else is the case.");
  return element("p", {}, "Where nothing else is the case, it is ", element("strong", {}, answerWords[o.answer].toLowerCase()),
    ...(o.clauses && o.clauses.length ? [" (", ...o.clauses.flatMap((c, i) => [i ? ", " : "", link(c)]), ")"] : []), ".");
}

// dependsOn lists what matters, with what may be said of it. A click says it.
function dependsOn(needs) {
  if (!needs) return [element("p", {}, "Too many facts are unknown to tell which of them matter; give more of them.")];
  const rows = needs.map((name) => {
    const row = element("li", {}, data.needs[name] || name);
    for (const [says, shows] of sayable(name)) {
      const button = element("button", { type: "button", class: "asks" }, shows);
      button.setAttribute("aria-label", "Ask again, given " + says);
      button.addEventListener("click", () => { field.value = given(field.value, says); answer(); field.focus({ preventScroll: true }); });
      row.append(" ", button);
    }
    return row;
  });
  return [element("h3", {}, "It depends on"), element("ul", { class: "needs" }, ...rows)];
}

const MAX_CHOICES = 8;
function sayable(name) {
  if (dimNames.includes(name)) return [];
  const f = binder.factIds.get(name);
  const all = f === undefined ? [[name, "yes"], ["no " + name, "no"]] : factChoices(program, f);
  return all.length <= MAX_CHOICES ? all : [];
}

// given adds a fact to a question in words.
function given(sentence, fact) {
  const q = sentence.trim().replace(/\?$/, "").trim();
  const closed = /(,?\s*and\s+|\s+given\s+|,?\s+)nothing\s+else$/i.exec(q);
  const open = closed ? q.slice(0, closed.index) : q;
  return open + (/\sgiven\s/i.test(open) ? " and " : " given ") + fact + (closed ? " and nothing else" : "") + "?";
}

// wordsOf are the words that a clause quotes, as they stand in the text.
const wordsOf = (clause) => [...document.querySelectorAll(".q[data-of~='" + clause + "']")].map((x) => x.textContent.trim()).filter((x) => x).join(" ");
const rulesOf = (clause) => [...byID("clause-" + clause).querySelectorAll(".rules li")].map((x) => x.textContent).join(" ");

function cited(clause) {
  const words = wordsOf(clause);
  return element("li", {}, link(clause), " ", words ? element("q", { dir: "auto" }, words) : element("span", {}, rulesOf(clause)));
}

// ask puts a question into the field and shows its answer.
function ask(sentence) {
  field.value = sentence;
  answer();
  byID("ask").scrollIntoView();
  field.focus({ preventScroll: true });
}

function startAsking() {
  fillLists();
  byID("ask-form").hidden = false;
  byID("ask-form").addEventListener("submit", (e) => { e.preventDefault(); answer(); });
  byID("ask-form").addEventListener("change", (e) => {
    if (e.target === field) return answer();
    if (e.target.id === "ask-fact") { addFact(e.target.value); e.target.value = ""; }
    return compose();
  });
  field.addEventListener("input", () => clear(byID("ask-answer")));
  field.addEventListener("keydown", (e) => { if (e.key === "Enter" && !e.shiftKey) { e.preventDefault(); answer(); } });
  for (const x of document.querySelectorAll(".case[data-question]")) {
    const button = element("button", { type: "button", class: "asks" }, "Ask");
    button.addEventListener("click", () => ask(x.dataset.question));
    x.append(" ", button);
  }
  for (const x of document.querySelectorAll("svg .cell")) x.addEventListener("click", () => ask(x.dataset.question));
  compose();
}
