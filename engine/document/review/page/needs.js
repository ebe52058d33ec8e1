// What an undetermined answer depends on: the facts, and the parts left open, for which two completions that differ only there have
// different answers. It is read off a decision diagram of the question, over what is not known.

const MAX_NODES = 60000, MAX_APPLIED = 500000;
// The ends of the diagram: the answers, from the gravest on, no such atom, and the two truth values.
const END_PROHIBITED = 0, END_OUT = 1, END_SILENT = 2, END_PERMITTED = 3, END_ABSENT = 4, END_FALSE = 5, END_TRUE = 6, ENDS = 7;

// A Diagram holds hash-consed nodes. A node has a variable and a kid for each cell of it that remains.
class Diagram {
  constructor(known, parts) {
    this.domain = (v) => (v < known.length ? known[v] : parts[v - known.length].map((_, i) => i));
    this.level = new Map();
    this.vars = [];
    this.kids = [];
    this.ids = new Map();
    this.memo = new Map();
  }
  // place gives a variable its place in the order: that in which variables are met.
  place(v) {
    if (!this.level.has(v)) this.level.set(v, this.level.size);
    return this.level.get(v);
  }
  make(v, kids) {
    if (kids.every((k) => k === kids[0])) return kids[0];
    const key = v + ":" + kids.join();
    const made = this.ids.get(key);
    if (made !== undefined) return made;
    const id = ENDS + this.vars.length;
    if (this.vars.length >= MAX_NODES) throw new Limit();
    this.vars.push(v);
    this.kids.push(kids);
    this.ids.set(key, id);
    return id;
  }
  levelOf(n) { return n < ENDS ? Infinity : this.level.get(this.vars[n - ENDS]); }
  // apply combines diagrams by what their ends come to.
  apply(op, end, nodes) {
    const done = end(nodes);
    if (done >= 0) return done;
    const key = op + nodes.join();
    const made = this.memo.get(key);
    if (made !== undefined) return made;
    const top = nodes.reduce((best, n) => (this.levelOf(n) < this.levelOf(best) ? n : best));
    const v = this.vars[top - ENDS], level = this.levelOf(top);
    const out = this.make(v, this.domain(v).map((_, i) => this.apply(op, end, nodes.map((n) => (this.levelOf(n) === level ? this.kids[n - ENDS][i] : n)))));
    if (this.memo.size >= MAX_APPLIED) throw new Limit();
    this.memo.set(key, out);
    return out;
  }
  // choose is x where c is true, and else y.
  choose(c, x, y) {
    return this.apply("?", ([c, x, y]) => (c === END_TRUE || x === y ? x : c === END_FALSE ? y : x === END_TRUE && y === END_FALSE ? c : -1), [c, x, y]);
  }
  and(a, b) { return this.choose(a, b, END_FALSE); }
  or(a, b) { return this.choose(a, END_TRUE, b); }
  not(a) { return this.choose(a, END_FALSE, END_TRUE); }
  gravest(a, b) {
    return this.apply("<", ([a, b]) => (a === b ? a : a === END_ABSENT ? b : b === END_ABSENT ? a : a < ENDS && b < ENDS ? Math.min(a, b)
      : a === END_PROHIBITED || b === END_PROHIBITED ? END_PROHIBITED : -1), [a, b].sort((x, y) => x - y));
  }

  // condition is a diagram with the ends true and false.
  condition(e) {
    switch (e.op) {
      case "yes": return END_TRUE;
      case "no": return END_FALSE;
      case "test":
        this.place(e.v);
        return this.make(e.v, this.domain(e.v).map((cell) => (e.cells[cell] ? END_TRUE : END_FALSE)));
      case "not": return this.not(this.condition(e.args[0]));
      case "and": return e.args.reduce((out, a) => this.and(out, this.condition(a)), END_TRUE);
    }
    return e.args.reduce((out, a) => this.or(out, this.condition(a)), END_FALSE);
  }
  // answerOf is the diagram of a class.
  answerOf(c) {
    const some = (list) => list.reduce((out, x) => this.or(out, x), END_FALSE);
    const holds = c.norms.map((n) => this.condition(n.when));
    const counts = c.norms.map((n, i) => {
      if (n.norm.permits || n.norm.byDefault) return holds[i];
      return this.and(holds[i], this.not(some(c.overs.filter((j) => !c.norms[j].norm.byDefault && c.norms[j].norm.over.includes(n.norm.clause)).map((j) => holds[j]))));
    });
    const side = (permits, byDefault) => some(counts.filter((_, i) => c.norms[i].norm.permits === permits && c.norms[i].norm.byDefault === byDefault));
    let out = END_SILENT;
    for (const byDefault of [true, false]) {
      out = this.choose(side(true, byDefault), END_PERMITTED, out);
      out = this.choose(side(false, byDefault), END_PROHIBITED, out);
    }
    out = this.choose(some(c.exclusions.map((x) => this.condition(x.when))), END_OUT, out);
    return this.choose(this.condition(c.present), out, END_ABSENT);
  }
}

// needsOf names what matters: {part}, {fact}, {kind} of consent, or {objection}. It is null where that would take too long to find out.
function needsOf(program, q) {
  try {
    const divider = new Divider(program, q), known = knownOf(program, q), vars = program.cells.length;
    const d = new Diagram(known, divider.parts);
    for (const dim of openOrder) if (divider.parts[dim]) d.place(vars + dim);
    const made = new Map();
    const build = (c) => {
      if (!made.has(c)) {
        made.set(c, c.kids.length ? d.make(vars + c.dim, c.kids.map(build)) : c.classes.reduce((out, k) => d.gravest(out, d.answerOf(k)), END_ABSENT));
      }
      return made.get(c);
    };
    return named(program, d, reduced(d, build(divider.top)));
  } catch (e) {
    if (e instanceof Limit || e instanceof RangeError) return null;
    throw e;
  }
}

// reduced returns what is left of a diagram where completions without an atom count as nothing: its nodes as {v, kids}.
function reduced(d, root) {
  const of = new Map(), nodes = new Map(), ids = new Map();
  const visit = (n) => {
    if (n < ENDS) return n;
    if (of.has(n)) return of.get(n);
    const v = d.vars[n - ENDS], kids = d.kids[n - ENDS].map(visit);
    const there = kids.filter((k) => k !== END_ABSENT);
    let out;
    if (there.every((k) => k === there[0])) out = there.length ? there[0] : END_ABSENT;
    else {
      const key = v + ":" + kids.join();
      out = ids.get(key) ?? ENDS + ids.size;
      ids.set(key, out);
      nodes.set(out, { v, kids });
    }
    of.set(n, out);
    return out;
  };
  const reached = new Map();
  const walk = (n) => {
    if (n < ENDS || reached.has(n)) return;
    reached.set(n, nodes.get(n));
    nodes.get(n).kids.forEach(walk);
  };
  walk(visit(root));
  return [...reached.values()];
}

function named(program, d, nodes) {
  const vars = [...new Set(nodes.map((n) => n.v))].sort((a, b) => a - b), out = [];
  for (const v of vars) {
    if (v >= program.cells.length) out.push(dimNames[v - program.cells.length]);
    else if (v === program.deemed) out.push(kindWords[DEEMED]);
    else if (v === program.objects) out.push("objection");
    else if (v !== program.consent) out.push(program.facts[v].id);
    else for (const kind of [CONSENT].concat(program.kinds)) if (kindMatters(program, d, nodes, kind)) out.push(kindWords[kind]);
  }
  return out;
}

// kindMatters reports whether some node has other kids for two cells that differ in one kind of consent alone.
function kindMatters(program, d, nodes, kind) {
  const cells = d.domain(program.consent), bit = 1 << program.kinds.indexOf(kind);
  const differ = (a, b) => (kind === CONSENT ? a === 0 && b === 1 : a > 0 && b - 1 === ((a - 1) | bit) && a !== b);
  return nodes.some((n) => n.v === program.consent &&
    cells.some((a, i) => cells.some((b, j) => n.kids[i] !== n.kids[j] && differ(a, b))));
}
