// The page: what the reader does with it. Words of the policy are put in as text, never as markup.

const data = JSON.parse(document.getElementById("data").textContent);
const program = new Program(data.program);
program.with = data.program.with;
const binder = new Binder(program);
// visible names the characters that turn the direction of writing: with them a label could make a sentence read as another one.
const visible = (s) => s.replace(/[\u202a-\u202e\u2066-\u2069]/g, (c) => "[U+" + c.charCodeAt(0).toString(16).toUpperCase() + "]");
const option = (label, value) => new Option(visible(label), value);
const byID = (id) => document.getElementById(id);

function element(tag, attributes, ...children) {
  const out = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) if (value !== false) out.setAttribute(name, value === true ? "" : value);
  out.append(...children.filter((c) => c !== null && c !== undefined && c !== "").map((c) => (typeof c === "string" ? visible(c) : c)));
  return out;
}

// --- the question box

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

// --- the text

// light marks the words of some clauses, and their notes.
function light(clauses, on) {
  for (const c of clauses) {
    byID("clause-" + c)?.classList.toggle("lit", on);
    for (const x of document.querySelectorAll(".q[data-of~='" + c + "']")) x.classList.toggle("lit", on);
  }
}

function startText() {
  const of = (e) => {
    const x = e.target.closest?.(".q[data-of], .note[data-clause]");
    return x ? (x.dataset.of || x.dataset.clause).split(" ") : [];
  };
  let lit = [];
  const show = (e) => { light(lit, false); light((lit = of(e)), true); };
  document.addEventListener("pointerover", show);
  document.addEventListener("focusin", show);
  document.addEventListener("click", (e) => {
    const a = e.target.closest?.("a[href^='#clause-']");
    const fold = a && document.querySelector(a.getAttribute("href") + " > .fold");
    if (fold) fold.open = true;
  });
  if (matchMedia("(max-width: 52rem)").matches) for (const f of document.querySelectorAll(".note > .fold")) f.open = f.querySelector(".finding:not(.accepted)") !== null;
  addEventListener("beforeprint", () => { for (const d of document.querySelectorAll("details.fold, details.more")) d.open = true; });
}

// --- notes and sign-off

const notes = new Map(); // by clause: {text}; findings by their index: {because}
const storeKey = "licet review " + byID("page-digest").textContent;
const until = () => { const d = new Date(); d.setFullYear(d.getFullYear() + 1); return d.toISOString().slice(0, 10); };

function keep() {
  try { localStorage.setItem(storeKey, JSON.stringify([...notes])); } catch { /* the browser keeps nothing for this page */ }
  writePatch();
}

function noteField(key, label, value, type) {
  const input = element(type === "area" ? "textarea" : "input", type === "area" ? { rows: 2 } : { type: type || "text" });
  input.value = value;
  input.addEventListener("input", () => {
    notes.set(key, input.value);
    keep();
  });
  return element("label", {}, label + " ", input);
}

// openNote shows what may be noted of a clause.
function openNote(article, button) {
  const clause = Number(article.dataset.clause), there = article.querySelector(".mine");
  if (there) return there;
  button.hidden = true;
  const form = element("div", { class: "mine" });
  for (const a of data.allow.filter((x) => x.clause === clause)) form.append(acceptance(a));
  form.append(noteField("clause " + clause, "Your note", notes.get("clause " + clause) || "", "area"));
  button.after(form);
  return form;
}

function acceptance(a) {
  const key = "finding " + a.finding, box = element("input", { type: "checkbox" });
  const more = element("div", { class: "because" }, noteField(key + " because", "because", notes.get(key + " because") || "", "area"),
    noteField(key + " by", "by", notes.get(key + " by") || byID("sign-name").value || "counsel"), noteField(key + " until", "until", notes.get(key + " until") || until(), "date"));
  box.checked = notes.get(key) === "yes";
  more.hidden = !box.checked;
  box.addEventListener("change", () => {
    notes.set(key, box.checked ? "yes" : "");
    for (const [suffix, value] of [["by", byID("sign-name").value || "counsel"], ["until", until()]]) if (!notes.get(key + " " + suffix)) notes.set(key + " " + suffix, value);
    more.hidden = !box.checked;
    keep();
  });
  return element("div", { class: "accept", "data-accepts": a.rule }, element("label", { class: "check" }, box, " accept ", element("code", {}, a.rule)), more);
}

// exported are the lines of all notes, by clause.
function exported() {
  const out = [];
  data.clauses.forEach((c, i) => {
    const lines = [];
    for (const a of data.allow.filter((x) => x.clause === i)) {
      const key = "finding " + a.finding, get = (s) => notes.get(key + " " + s) || "";
      if (notes.get(key) === "yes" && get("because").trim()) lines.push(allowLine(a.rule, c.id, { because: get("because"), by: get("by") || "counsel", until: get("until") || until() }));
    }
    const text = (notes.get("clause " + i) || "").trim();
    if (text) lines.push(...commentLines(c.id, text, byID("sign-name").value.trim()));
    if (lines.length) out.push({ clause: i, lines });
  });
  return out;
}

// placed puts lines behind their clauses. Where something follows a clause on its line they cannot be placed.
function placed(list) {
  const insertions = [], loose = [];
  for (const x of list) {
    const c = data.clauses[x.clause], file = data.files[c.file];
    const lines = file ? file.text.split("\n") : [];
    const last = lines[c.end - 1], first = lines[c.line - 1];
    if (!file || last === undefined || !/\}\s*(#.*)?$/.test(last)) { loose.push(x); continue; }
    const indent = /^[ \t]*/.exec(first)[0];
    insertions.push({ file: c.file, after: c.end, lines: x.lines.map((l) => indent + l) });
  }
  return { insertions, loose };
}

let showLines = false;
function writePatch() {
  const list = exported(), { insertions, loose } = placed(list);
  const count = list.reduce((n, x) => n + x.lines.length, 0);
  const waiting = [...notes].filter(([k, v]) => /^finding \d+$/.test(k) && v === "yes" && !(notes.get(k + " because") || "").trim()).length;
  byID("notes-count").textContent = (count === 0 ? "There are none yet. Open a clause beside the text to write one, or to accept a finding."
    : count + (count === 1 ? " line." : " lines.")) + (waiting ? " " + waiting + " accepted without a reason: say why, since the line needs it." : "");
  byID("patch").hidden = count === 0;
  byID("patch-text").value = showLines ? list.flatMap((x) => x.lines).join("\n")
    : unified(data.files, insertions) + (loose.length ? "\n# to be put in by hand, behind their clauses:\n" + loose.flatMap((x) => x.lines).join("\n") + "\n" : "");
}

function save(name, text) {
  const a = element("a", { href: URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" })), download: name });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(a.href), 10000);
}

function signed() {
  const get = (id) => byID(id).value.trim();
  return ["Review of " + data.policy.id + (data.policy.version ? ", version " + data.policy.version : ""), "",
    "Name:      " + get("sign-name"), "Role:      " + get("sign-role"), "Date:      " + get("sign-date"), "Decision:  " + get("sign-decision"),
    "Remarks:   " + get("sign-remarks"), "", "Read, by their digests:", "  this page " + byID("page-digest").textContent, "  the policy " + data.policy.digest,
    ...[...document.querySelectorAll(".digests dt")].slice(2).map((dt) => "  " + dt.textContent + " " + dt.nextElementSibling.textContent), "",
    "Notes:", ...exported().flatMap((x) => x.lines.map((l) => "  " + l)), ""].join("\n");
}

function startNotes() {
  try { for (const [k, v] of JSON.parse(localStorage.getItem(storeKey) || "[]")) notes.set(k, v); } catch { /* nothing was kept */ }
  for (const article of document.querySelectorAll(".note")) {
    const button = element("button", { type: "button", class: "write" }, "Note");
    button.setAttribute("aria-label", "Write a note on " + data.clauses[article.dataset.clause].id);
    button.addEventListener("click", () => openNote(article, button).querySelector("textarea, input").focus());
    article.querySelector(".fold").append(button);
    const mine = notes.get("clause " + article.dataset.clause) || data.allow.some((a) => a.clause === Number(article.dataset.clause) && notes.get("finding " + a.finding) === "yes");
    if (mine) openNote(article, button);
  }
  byID("notes-export").hidden = false;
  byID("sign-buttons").hidden = false;
  byID("sign-name").addEventListener("input", writePatch);
  byID("patch-save").addEventListener("click", () => save(data.policy.id + "-review.patch", unified(data.files, placed(exported()).insertions)));
  byID("lines-show").addEventListener("click", (e) => {
    showLines = !showLines;
    e.target.setAttribute("aria-pressed", showLines);
    writePatch();
  });
  byID("sign-save").addEventListener("click", () => { save(data.policy.id + "-sign-off.txt", signed()); byID("sign-said").textContent = "Saved."; });
  byID("sign-print").addEventListener("click", () => print());
  writePatch();
}

startAsking();
startText();
startNotes();
