// Notes, which leave the page as a patch, and the sign-off.

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
