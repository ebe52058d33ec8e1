// What a question says of the facts, as the cells of each variable that remain. What it does not say is unknown.

// A question is {scope, open, named, facts, consent, objection, grants, nothingElse}. Of a fact it says which values remain: {yes, no},
// {min, max}, {options}, {places}, or {happened, notYet, min, max}, the last in hours.

const YESNO = 0, NUMBER = 1, ONEOF = 2, ATPLACE = 3, EVENT = 4;

function emptyQuestion() {
  return { scope: anyScope(), open: 0, named: 0, facts: new Map(), consent: [0, 0, 0, 0, 0, 0], objection: 0, grants: [], nothingElse: false };
}

function unrestricted(program, f) {
  const fact = program.facts[f];
  switch (fact.type) {
    case YESNO: return { yes: true, no: true };
    case NUMBER: return { min: -Infinity, max: Infinity };
    case ONEOF: return { options: fact.options.map(() => true) };
    case ATPLACE: return { places: new Set(program.graphs[PLACE_KIND].ids.keys()) };
  }
  return { happened: true, notYet: true, min: 0, max: Infinity };
}

function isPossible(fact, k) {
  switch (fact.type) {
    case YESNO: return k.yes || k.no;
    case NUMBER: return k.min <= k.max;
    case ONEOF: return k.options.includes(true);
    case ATPLACE: return k.places.size > 0;
  }
  return k.notYet || (k.happened && k.min <= k.max);
}

const cellsBelow = (n) => Array.from({ length: n }, (_, i) => i);

// knownOf returns the cells of each variable that remain.
function knownOf(program, q) {
  const known = program.facts.map((f, v) => {
    const said = q.facts.get(v);
    if (said) return cellsBelow(f.cells).filter((cell) => cellPossible(program, f, cell, said));
    if (f.settled !== undefined) return [f.settled];
    return q.nothingElse && (f.type === YESNO || f.type === EVENT) ? [0] : cellsBelow(f.cells);
  });
  known.push(consentCells(program, q));
  for (const t of [q.consent[DEEMED], q.objection]) known.push(t === 1 ? [0] : t === 2 ? [1] : q.nothingElse ? [0] : [0, 1]);
  return known;
}

// consentCells narrows the variable of consent. In q.consent, 0 is unknown, 1 no and 2 yes.
function consentCells(program, q) {
  const all = cellsBelow(program.cells[program.consent]);
  let said = false, some = 0;
  for (let k = 0; k < DEEMED; k++) {
    if (q.consent[k] === 2) some = 2;
    said = said || q.consent[k] !== 0;
  }
  if (q.consent[CONSENT] === 1) some = 1;
  if (!said) return q.nothingElse ? [0] : all;
  return all.filter((cell) => {
    if ((some === 2 && cell === 0) || (some === 1 && cell > 0) || (some === 0 && q.nothingElse && cell > 0)) return false;
    return program.kinds.every((kind) => {
      const t = q.consent[kind] === 0 && q.nothingElse ? 1 : q.consent[kind];
      const has = program.hasKind(cell, kind);
      return !((has && t === 1) || (!has && t === 2));
    });
  });
}

// cellPossible reports whether a fact may have a value of the cell.
function cellPossible(program, fact, cell, said) {
  switch (fact.type) {
    case YESNO: return cell === 1 ? said.yes : said.no;
    case ONEOF: return said.options[cell];
    case ATPLACE: return [...said.places].some((n) => (fact.places[n] || 0) === cell);
    case EVENT:
      if (cell === 0) return said.notYet;
      if (!said.happened) return false;
      cell--;
  }
  const low = cell > 0 ? fact.cuts[cell - 1] : -Infinity, high = cell < fact.cuts.length ? fact.cuts[cell] - 1 : Infinity;
  return said.min <= high && said.max >= low;
}
