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

// The text: its words and their notes light up together.

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
