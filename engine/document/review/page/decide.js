// Deciding: as long as an answer is not certain, each possible cell of one unknown variable is supposed in turn. If all that is found
// agrees, that is the answer; otherwise it is undetermined.

// The ends of a question, from the gravest to the mildest, as bits.
const PROHIBITED = 1, CONFLICT = 2, OUT_OF_SCOPE = 4, NOT_ADDRESSED = 8, PERMITTED = 16, ABSENT = 32;
const MAX_STEPS = 300000, PART_STEPS = 10000, ALL_STEPS = 1000000, NORMS_PER_STEP = 16;

class Nothing extends Error {}

// verdict returns the answer that a set of ends amounts to.
function verdict(ends) {
  switch (ends) {
    case PROHIBITED: case PROHIBITED | CONFLICT: return { answer: "prohibited", conflict: false };
    case CONFLICT: return { answer: "prohibited", conflict: true };
    case OUT_OF_SCOPE: return { answer: "out-of-scope", conflict: false };
    case NOT_ADDRESSED: return { answer: "not-addressed", conflict: false };
    case PERMITTED: return { answer: "permitted", conflict: false };
    case 0: return { answer: "", conflict: false };
  }
  return { answer: "undetermined", conflict: false };
}

// levelOf tells of each norm of a level (specific, or by default) whether it holds, and whether it counts: whether no permission that
// holds prevails over it.
function levelOf(c, known, byDefault) {
  const holds = c.norms.map((n) => (n.norm.byDefault === byDefault ? evaluate(n.when, known) : FALSE));
  const counts = holds.slice();
  if (byDefault) return { holds, counts };
  c.norms.forEach((n, i) => {
    if (n.norm.permits || holds[i] === FALSE) return;
    let prevailed = FALSE;
    for (const j of c.overs) if (holds[j] !== FALSE && c.norms[j].norm.over.includes(n.norm.clause)) prevailed = triOr(prevailed, holds[j]);
    counts[i] = triAnd(holds[i], triNot(prevailed));
  });
  return { holds, counts };
}

// rule sums up a level: whether a prohibition counts, whether a permission holds, and whether one holds against which none is settled.
function rule(c, level, byDefault) {
  let prohibits = FALSE, permits = FALSE, conflict = FALSE;
  c.norms.forEach((n, i) => {
    if (n.norm.permits) permits = triOr(permits, level.holds[i]);
    else prohibits = triOr(prohibits, level.counts[i]);
  });
  c.norms.forEach((n, i) => {
    if (!n.norm.permits || level.holds[i] === FALSE) return;
    let settled = FALSE;
    for (const j of c.settlers) {
      const f = c.norms[j].norm;
      const settles = (!byDefault && f.over.includes(n.norm.clause)) || (f.ends && !n.norm.must);
      if (level.counts[j] !== FALSE && settles) settled = triOr(settled, level.counts[j]);
    }
    conflict = triOr(conflict, triAnd(level.holds[i], triNot(settled)));
  });
  return { prohibits, permits, conflict };
}

// endsOf returns the ends that a class may have, as far as is known. Once everything is known, it is one.
function endsOf(c, known) {
  const present = evaluate(c.present, known);
  if (present === FALSE) return ABSENT;
  return endsPresent(c, known) | (present === UNKNOWN ? ABSENT : 0);
}

function endsPresent(c, known) {
  let out = 0, excluded = FALSE;
  for (const x of c.exclusions) excluded = triOr(excluded, evaluate(x.when, known));
  if (excluded & TRUE) out |= OUT_OF_SCOPE;
  if (excluded === TRUE) return out;
  for (const byDefault of [false, true]) {
    const r = rule(c, levelOf(c, known, byDefault), byDefault);
    if (r.prohibits & TRUE) out |= (r.conflict & TRUE ? CONFLICT : 0) | (r.conflict & FALSE ? PROHIBITED : 0);
    if (r.prohibits === TRUE) return out;
    if (r.permits & TRUE) out |= PERMITTED;
    if (r.permits === TRUE) return out;
    if (byDefault) out |= NOT_ADDRESSED;
  }
  return out;
}

function unknownOf(c, known) {
  for (const x of c.exclusions) {
    const v = unknownVar(x.when, known);
    if (v >= 0) return v;
  }
  for (const n of c.norms) {
    const v = unknownVar(n.when, known);
    if (v >= 0) return v;
  }
  return unknownVar(c.present, known);
}

const highest = (bits) => 31 - Math.clz32(bits);
const single = (bits) => (bits & (bits - 1)) === 0;
// lesser returns the ends that the gravest of two may be.
const lesser = (a, b) => (a & ((2 << highest(b)) - 1)) | (b & ((2 << highest(a)) - 1));

// A Search finds the ends of some classes together.
class Search {
  constructor(known, steps, all) {
    this.known = known.slice();
    this.steps = steps;
    this.all = all;
    this.found = 0;
  }
  done() { return !this.all && verdict(this.found & ~ABSENT).answer === "undetermined"; }
  choice(c, seen) {
    if (seen.has(c) || this.done() || this.steps < 0) return;
    seen.add(c);
    for (const kid of c.kids) this.choice(kid, seen);
    if (c.kids.length === 0) this.suppose(c.classes);
  }
  suppose(classes) {
    if (--this.steps < 0 || this.done()) return;
    let ends = ABSENT, undecided = -1;
    for (const c of classes) {
      this.steps -= 1 + Math.floor(c.norms.length / NORMS_PER_STEP);
      const e = endsOf(c, this.known);
      if (!single(e) && undecided < 0) undecided = unknownOf(c, this.known);
      if ((ends = lesser(ends, e)) === PROHIBITED) break;
    }
    if (single(ends) || undecided < 0) {
      this.found |= ends;
      return;
    }
    const saved = this.known[undecided];
    for (const cell of saved) {
      this.known[undecided] = [cell];
      this.suppose(classes);
    }
    this.known[undecided] = saved;
  }
}

// decide answers a question: {answer, conflict, clauses}. It throws Limit where it cannot, and Nothing where nothing is asked.
function decide(program, q) {
  const top = new Divider(program, q).top;
  const known = knownOf(program, q);
  const s = new Search(known, MAX_STEPS, false);
  s.choice(top, new Set());
  if (s.steps < 0 && !s.done()) throw new Limit();
  const ends = s.found & ~ABSENT;
  if (ends === 0) throw new Nothing();
  const out = verdict(ends);
  out.clauses = clausesOf(program, top, known, out.answer);
  return out;
}

// clausesOf names the clauses that decide, as indexes, in the order of their norms and then of their exclusions; null where it would
// take too long to find out.
function clausesOf(program, top, known, answer) {
  if (answer === "undetermined" || answer === "not-addressed") return [];
  const classes = [], left = { steps: ALL_STEPS };
  const collect = (c, seen) => {
    if (seen.has(c)) return;
    seen.add(c);
    c.kids.forEach((kid) => collect(kid, seen));
    for (const k of c.classes) {
      const ends = exactEnds(k, known, left);
      if (ends !== ABSENT) classes.push({ class: k, ends });
    }
  };
  collect(top, new Set());
  if (left.steps < 0) return null;
  const found = answer === "out-of-scope" ? excluding(program, classes, known) : deciding(program, classes, known, answer);
  return [...new Set(found)];
}

function exactEnds(c, known, left) {
  const ends = endsOf(c, known);
  if (single(ends) || left.steps < 0) return ends;
  const s = new Search(known, PART_STEPS, true);
  s.suppose([c]);
  left.steps -= PART_STEPS - s.steps;
  return s.steps < 0 ? ends : s.found;
}

function excluding(program, classes, known) {
  for (const want of [TRUE, UNKNOWN]) {
    const out = new Set();
    for (const k of classes) for (const x of k.class.exclusions) if (evaluate(x.when, known) === want) out.add(x.index);
    if (out.size > 0) return [...out].sort((a, b) => a - b).map((i) => program.exclusions[i].clause);
  }
  return [];
}

function deciding(program, classes, known, answer) {
  const sure = classes.some((k) => verdict(k.ends).answer === answer);
  const out = new Set();
  for (const k of classes) {
    if (answer === "prohibited" && sure && verdict(k.ends).answer !== answer) continue;
    const levels = [false, true].map((d) => levelOf(k.class, known, d));
    const specific = levels[0].counts.reduce(triOr, FALSE);
    const decides = k.class.norms.map((n, i) => ({ index: n.index, counts: levels[n.norm.byDefault ? 1 : 0].counts[i],
      fits: n.norm.permits === (answer === "permitted") && (!n.norm.byDefault || specific !== TRUE) })).filter((d) => d.fits);
    const certain = decides.some((d) => d.counts === TRUE);
    for (const d of decides) if (d.counts === TRUE || (!certain && d.counts === UNKNOWN)) out.add(d.index);
  }
  return [...out].sort((a, b) => a - b).map((i) => program.norms[i].clause);
}
