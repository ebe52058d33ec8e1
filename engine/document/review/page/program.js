// The program of a policy: its names, its facts, and its sentences with their conditions.
//
// What stands here and in divide.js, decide.js and question.js is section "Meaning" of the specification, as the engine has it. A test
// asks both the same questions.

// The dimensions of a question, by their numbers.
const ACTOR = 0, ACTION = 1, DATA = 2, OF = 3, FROM = 4, TO = 5, FOR = 6, IN = 7, DIMS = 8;
// The kinds of names.
const DATA_KIND = 0, PURPOSE_KIND = 1, PARTY_KIND = 2, ACTION_KIND = 3, PLACE_KIND = 4;
const kindOf = [PARTY_KIND, ACTION_KIND, DATA_KIND, PARTY_KIND, PARTY_KIND, PARTY_KIND, PURPOSE_KIND, PLACE_KIND];
const dimNames = ["actor", "action", "data", "of", "from", "recipient", "purpose", "place"];
const ROOT = 0, WE = 1, YOU = 2;

// A truth value: bit 1 it may be false, bit 2 it may be true.
const FALSE = 1, TRUE = 2, UNKNOWN = 3;
const triNot = (a) => (a >> 1) | ((a << 1) & 3);
const triAnd = (a, b) => ((a | b) & FALSE) | (a & b & TRUE);
const triOr = (a, b) => (a & b & FALSE) | ((a | b) & TRUE);

// Conditions are objects with an op: "yes", "no", "test" (a variable in some cells), "and", "or", "not", "consent", "objection".
const YES = { op: "yes" }, NO = { op: "no" };

function join(op, zero, unit, args) {
  const kept = [];
  for (const a of args) {
    if (a.op === zero.op) return zero;
    if (a.op !== unit.op) kept.push(a);
  }
  return kept.length === 0 ? unit : kept.length === 1 ? kept[0] : { op, args: kept };
}
const and = (...args) => join("and", NO, YES, args);
const or = (...args) => join("or", YES, NO, args);
function not(a) {
  return a === YES || a.op === "yes" ? NO : a.op === "no" ? YES : a.op === "not" ? a.args[0] : { op: "not", args: [a] };
}
function test(v, cells) {
  const count = cells.reduce((n, x) => n + x, 0);
  return count === cells.length ? YES : count === 0 ? NO : { op: "test", v, cells };
}

// A graph is one kind of names.
class Graph {
  constructor(data) {
    this.ids = data.ids;
    this.labels = data.labels;
    this.parents = data.parents;
    this.byId = new Map(data.ids.map((id, n) => [id, n]));
    this.children = data.ids.map(() => []);
    data.parents.forEach((list, n) => list.forEach((p) => this.children[p].push(n)));
    this.up = [];
    this.down = [];
  }
  // around returns a node and all that it leads to, sorted.
  walk(n, next, memo) {
    if (memo[n]) return memo[n];
    const seen = new Set([n]);
    for (const m of seen) for (const o of next[m]) seen.add(o);
    return (memo[n] = [...seen].sort((a, b) => a - b));
  }
  above(n) { return this.walk(n, this.parents, this.up); }
  beneath(n) { return this.walk(n, this.children, this.down); }
  below(n, b) {
    if (n === b || b === ROOT) return true;
    const list = this.above(n);
    let low = 0, high = list.length - 1;
    while (low <= high) {
      const mid = (low + high) >> 1;
      if (list[mid] === b) return true;
      if (list[mid] < b) low = mid + 1; else high = mid - 1;
    }
    return false;
  }
}

const anySet = () => ({ all: true, in: [], except: [], outside: false });
const only = (n) => ({ all: false, in: [n], except: [], outside: false });
const isAny = (s) => s.all && s.except.length === 0 && !s.outside;
const anyScope = () => Array.from({ length: DIMS }, anySet);

function holdsSet(s, below) {
  const within = (s.all || s.in.some(below)) && !s.except.some(below);
  return within !== s.outside;
}
const contains = (g, s, n) => holdsSet(s, (b) => g.below(n, b));

// Program reads what the page holds.
class Program {
  constructor(data) {
    this.graphs = data.graphs.map((g) => new Graph(g));
    this.takes = data.takes;
    this.nothing = data.nothing;
    this.facts = data.facts.map((f) => ({ cuts: [], places: {}, ...f }));
    this.kinds = data.kinds;
    this.consent = data.facts.length;
    this.deemed = data.facts.length + 1;
    this.objects = data.facts.length + 2;
    this.cells = data.facts.map((f) => f.cells).concat([1 + (1 << data.kinds.length), 2, 2]);
    this.terms = data.terms.map((t) => ({ id: t.id, labels: t.labels, means: null, tree: t.means }));
    this.norms = data.norms.map((n) => ({ clause: n.c, permits: n.m !== 2, must: n.m === 1, byDefault: !!n.d, ends: !!n.e, over: n.v || [],
      scope: this.scope(n.s), when: this.condition(n.w) }));
    const plain = (x) => ({ clause: x.c, scope: this.scope(x.s), when: this.condition(x.w) });
    this.exclusions = data.exclusions.map(plain);
    this.waivers = data.waivers.map(plain);
    this.deemings = data.deemings.map((x) => {
      const s = plain(x);
      s.when = and(test(x.f, [0, 1]), s.when);
      return s;
    });
    this.treats = data.treats.map((t) => ({ not: !!t.n, data: t.d, class: t.k, when: this.condition(t.w) }));
    this.plainTreat = this.treats.every((t) => t.not);
  }
  graph(dim) { return this.graphs[kindOf[dim]]; }
  takenBy(action) { return action === ROOT ? (1 << DIMS) - 1 : this.takes[action]; }

  // scope reads a scope: what it does not name is anything, but data are yours.
  scope(s) {
    const out = anyScope();
    out[OF] = only(YOU);
    for (const dim of Object.keys(s)) {
      const x = s[dim];
      out[dim] = Array.isArray(x) ? { all: false, in: x, except: [], outside: false }
        : { all: !!x.a, in: x.i || [], except: x.x || [], outside: !!x.o };
    }
    return out;
  }

  // condition reads a condition: [op, ...].
  condition(c) {
    switch (c[0]) {
      case "&": return and(...c.slice(1).map((x) => this.condition(x)));
      case "|": return or(...c.slice(1).map((x) => this.condition(x)));
      case "!": return not(this.condition(c[1]));
      case "t": {
        const t = this.terms[c[1]];
        return (t.means = t.means || this.condition(t.tree));
      }
      case "c": return { op: "consent", kind: c[1] };
      case "o": return { op: "objection" };
    }
    const cells = new Array(this.cells[c[1]]).fill(0);
    for (let i = 0; i < c[2].length; i += 2) cells.fill(1, c[2][i], c[2][i + 1] + 1);
    return test(c[1], cells);
  }

  // hasKind reports whether a cell of the consent variable includes a kind of consent; kind 0 is any.
  hasKind(cell, kind) {
    if (cell === 0) return false;
    if (kind === 0) return true;
    const i = this.kinds.indexOf(kind);
    return i >= 0 && ((cell - 1) & (1 << i)) !== 0;
  }
  consentTest(kind) {
    if (kind === DEEMED) return test(this.deemed, [0, 1]);
    return test(this.consent, Array.from({ length: this.cells[this.consent] }, (_, cell) => (this.hasKind(cell, kind) ? 1 : 0)));
  }
}

const CONSENT = 0, DEEMED = 5;
const implies = (k, l) => k === l || (l === CONSENT && k !== DEEMED);

// evaluate tells what a condition is where, of each variable, the cells are known that remain.
function evaluate(e, known) {
  switch (e.op) {
    case "yes": return TRUE;
    case "no": return FALSE;
    case "test": {
      let out = 0;
      for (const cell of known[e.v]) {
        out |= e.cells[cell] ? TRUE : FALSE;
        if (out === UNKNOWN) break;
      }
      return out;
    }
    case "not": return triNot(evaluate(e.args[0], known));
    case "and": {
      let out = TRUE;
      for (const a of e.args) if ((out = triAnd(out, evaluate(a, known))) === FALSE) break;
      return out;
    }
    case "or": {
      let out = FALSE;
      for (const a of e.args) if ((out = triOr(out, evaluate(a, known))) === TRUE) break;
      return out;
    }
  }
  throw new Error("a consent that no atom has bound");
}

// unknownVar returns a variable that decides an unknown condition; -1 where there is none.
function unknownVar(e, known) {
  if (e.op === "test") return evaluate(e, known) === UNKNOWN ? e.v : -1;
  for (const a of e.args || []) {
    if (evaluate(a, known) === UNKNOWN) {
      const v = unknownVar(a, known);
      if (v >= 0) return v;
    }
  }
  return -1;
}
