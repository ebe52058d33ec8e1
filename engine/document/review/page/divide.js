// Atoms that lie in the same scopes have the same answer, whatever the facts are. Such a set is a class. A question is divided into
// its classes dimension by dimension, those that it leaves open first.

// What a page may take for one question: the classes that it meets, and the names that it looks at. Beyond that it says that it cannot
// decide, and gives no answer.
const MAX_CLASSES = 60000, MAX_WORK = 30000000;

class Limit extends Error {}

const openOrder = [DATA, FOR, TO, FROM, IN];
const askedOrder = [ACTION, DATA, FOR, TO, FROM, IN, OF, ACTOR];
const NORM = 0, EXCLUSION = 1, WAIVER = 2, DEEMING = 3, GRANT = 4;

class Divider {
  constructor(program, q) {
    this.p = program;
    this.q = q;
    this.left = MAX_CLASSES;
    this.work = MAX_WORK;
    this.conditional = program.treats.length > 0;
    this.asked = Array.from({ length: DIMS }, (_, dim) => this.askedIn(dim));
    this.items = this.allItems();
    this.parts = [];
    this.choices = new Map();
    this.signatures = new Map();
    for (const dim of openOrder) if (this.open(dim)) this.parts[dim] = this.groups(dim, this.items);
    this.top = this.choose(0, this.items, null);
  }
  open(dim) { return (this.q.open & (1 << dim)) !== 0; }
  spend(classes, work) {
    this.left -= classes;
    this.work -= work;
    if (this.left < 0 || this.work < 0) throw new Limit();
  }

  // askedIn finds the names of a dimension that may be asked about.
  askedIn(dim) {
    const g = this.p.graph(dim), s = this.q.scope[dim];
    const loose = dim === DATA && !this.p.plainTreat;
    if (this.open(dim) || isAny(s) || s.outside || (loose && !this.single(g, s))) {
      return { nodes: g.ids.map((_, n) => n), everything: true };
    }
    let nodes = new Set();
    for (const n of s.all ? [ROOT] : s.in) for (const m of g.beneath(n)) nodes.add(m);
    const around = new Set();
    for (const n of nodes) for (const a of g.above(n)) around.add(a);
    nodes = [...nodes].sort((a, b) => a - b);
    if (s.except.length > 0 && (dim !== DATA || !this.conditional)) nodes = nodes.filter((n) => contains(g, s, n));
    return { nodes, around, everything: false };
  }
  // single reports whether the set is one name that nothing lies beneath, by any edge.
  single(g, s) {
    return s.in.length === 1 && !s.all && s.except.length === 0 && g.children[s.in[0]].length === 0 &&
      !this.p.treats.some((t) => !t.not && g.below(t.class, s.in[0]));
  }

  // allItems lists the sentences that may be about the question.
  allItems() {
    const out = [];
    const add = (list, sentences) => sentences.forEach((s, index) => {
      if (this.meets(s.scope)) out.push({ list, index, scope: s.scope });
    });
    add(NORM, this.p.norms);
    add(EXCLUSION, this.p.exclusions);
    add(WAIVER, this.p.waivers);
    add(DEEMING, this.p.deemings);
    this.q.grants.forEach((g, index) => out.push({ list: GRANT, index, scope: g.scope }));
    return out;
  }
  // meets reports whether a sentence may be about the question. It may say so wrongly; classes are exact.
  meets(scope) {
    for (let dim = 0; dim < DIMS; dim++) {
      const s = scope[dim], a = this.asked[dim];
      if (s.all || s.outside || a.everything || (dim === DATA && this.conditional)) continue;
      if (dim === OF || s.in.some((n) => a.around.has(n))) continue; // whose data they are does not count as named
      return false;
    }
    return true;
  }

  // choose divides the open parts from the i-th on. data is the group of the open data, where they are open.
  choose(i, items, data) {
    while (i < openOrder.length && !this.open(openOrder[i])) i++;
    const key = i + ":" + itemsKey(items) + (data ? data.signature : "");
    const made = this.choices.get(key);
    if (made) return made;
    const c = { kids: [], classes: [] };
    this.choices.set(key, c);
    if (i === openOrder.length) {
      c.classes = this.classes(items, data);
      return c;
    }
    c.dim = openOrder[i];
    for (const part of this.parts[c.dim]) {
      this.spend(1, items.length);
      let g = part, with_ = data;
      if (c.dim === DATA) {
        g = { nodes: part.nodes, signature: this.conditional ? this.key(DATA, part.nodes[0], this.named(DATA, items)) : "" };
        with_ = g;
      }
      c.kids.push(this.choose(i + 1, this.keep(c.dim, g, items), with_));
    }
    return c;
  }

  // keep returns the items that may be about atoms with the names of a group.
  keep(dim, g, items) {
    this.spend(0, items.length);
    return items.filter((it) => this.member(dim, it.scope[dim], g.nodes[0]) !== NO);
  }

  // named returns the names of a dimension that items name, or that decide what belongs to what.
  named(dim, items) {
    const out = new Set();
    const add = (s) => { s.in.forEach((n) => out.add(n)); s.except.forEach((n) => out.add(n)); };
    items.forEach((it) => add(it.scope[dim]));
    if (dim === DATA && this.conditional) {
      add(this.q.scope[dim]);
      for (const t of this.p.treats) { t.data.forEach((n) => out.add(n)); out.add(t.class); }
    }
    return out;
  }
  // key tells which of some names a name lies beneath; of actions, also the parts they take.
  key(dim, n, named) {
    const above = this.p.graph(dim).above(n);
    this.spend(0, above.length);
    let key = above.filter((a) => named.has(a)).join(" ");
    if (dim === DATA && this.conditional && named.has(n)) key += "=";
    if (dim === ACTION) key += "/" + this.p.takenBy(n);
    return key;
  }
  // groups divides the names that are asked about in a dimension, or that an open one may have, into those that no item tells apart.
  groups(dim, items) {
    const named = this.named(dim, items), byKey = new Map();
    this.spend(0, this.asked[dim].nodes.length + items.length);
    for (const n of this.asked[dim].nodes) {
      const key = this.key(dim, n, named);
      const g = byKey.get(key);
      if (g) g.nodes.push(n);
      else byKey.set(key, { nodes: [n], signature: dim === DATA && this.conditional ? key : "" });
    }
    return [...byKey.values()];
  }

  // classes divides what is asked.
  classes(items, data) {
    const byKey = new Map();
    const taking = (dim, list) => (dim === OF ? list : list.filter((it) => isAny(it.scope[dim])));
    const walk = (i, list, present, taken, group) => {
      while (i < askedOrder.length && this.open(askedOrder[i])) i++;
      if (i === askedOrder.length) {
        this.spend(1 + Math.floor(list.length / 32), list.length);
        const key = ((taken >> DATA) & 1) + itemsKey(list) + (group ? group.signature : "");
        if (!byKey.has(key)) byKey.set(key, this.makeClass(list, present, taken, group));
        return;
      }
      const dim = askedOrder[i];
      if (dim !== ACTION && !(taken & (1 << dim))) {
        walk(i + 1, taking(dim, list), present, taken, group);
        return;
      }
      for (const g of this.groups(dim, list)) {
        const here = and(present, this.member(dim, this.q.scope[dim], g.nodes[0]));
        if (here === NO) continue;
        let rest = this.keep(dim, g, list), takes = taken;
        if (dim === ACTION) {
          takes = this.p.takenBy(g.nodes[0]);
          for (const d of openOrder) if (this.open(d) && !(takes & (1 << d))) rest = taking(d, rest);
        }
        walk(i + 1, rest, here, takes, dim === DATA ? g : group);
      }
    };
    walk(0, items, YES, 0, data);
    return [...byKey.values()];
  }

  // member returns when a name is in a set. Only data can belong to something under a condition.
  member(dim, s, n) {
    if (isAny(s)) return YES;
    if (dim !== DATA || !this.conditional) return contains(this.p.graph(dim), s, n) ? YES : NO;
    let within = s.all ? YES : or(...s.in.map((b) => this.below(n, b)));
    for (const b of s.except) within = and(within, not(this.below(n, b)));
    return s.outside ? not(within) : within;
  }
  // below returns when data n belong to b: where a path leads there, unless the policy treats them as not belonging.
  below(n, b) {
    if (n === b) return YES;
    let out = this.reach(n, b, []);
    this.p.treats.forEach((t) => {
      if (!t.not || t.class !== b || out === NO) return;
      for (const x of t.data) out = and(out, not(and(this.reach(n, x, []), t.when)));
    });
    return out;
  }
  reach(n, b, seen) {
    const g = this.p.graphs[DATA_KIND];
    this.spend(0, 1);
    if (g.below(n, b)) return YES;
    let out = NO;
    this.p.treats.forEach((t, i) => {
      if (t.not || seen.includes(i) || !t.data.some((x) => g.below(n, x))) return;
      out = or(out, and(t.when, this.reach(t.class, b, seen.concat(i))));
    });
    return out;
  }

  // makeClass makes the class of atoms about which exactly these items are.
  makeClass(items, present, taken, data) {
    const p = this.p;
    const within = (it) => ((taken & (1 << DATA)) && data ? this.member(DATA, it.scope[DATA], data.nodes[0]) : YES);
    const binder = { waivers: [], deemings: [], grants: [] };
    for (const it of items) {
      if (it.list === WAIVER) binder.waivers.push(and(within(it), p.waivers[it.index].when));
      if (it.list === DEEMING) binder.deemings.push(and(within(it), p.deemings[it.index].when));
      if (it.list === GRANT) binder.grants.push({ ...this.q.grants[it.index], when: within(it) });
    }
    const b = (e) => bind(p, binder, e);
    binder.waivers = binder.waivers.map(b);
    binder.deemings = binder.deemings.map(b);
    const c = { present, norms: [], exclusions: [] };
    for (const it of items) {
      if (it.list === NORM) {
        const when = b(and(within(it), p.norms[it.index].when));
        if (when !== NO) c.norms.push({ index: it.index, norm: p.norms[it.index], when });
      } else if (it.list === EXCLUSION && taken & (1 << DATA)) {
        c.exclusions.push({ index: it.index, when: b(and(within(it), p.exclusions[it.index].when)) });
      }
    }
    c.overs = c.norms.map((_, i) => i).filter((i) => c.norms[i].norm.permits && c.norms[i].norm.over.length > 0);
    c.settlers = c.norms.map((_, i) => i).filter((i) => !c.norms[i].norm.permits && (c.norms[i].norm.over.length > 0 || c.norms[i].norm.ends));
    return c;
  }
}

function itemsKey(items) {
  let key = "";
  for (const it of items) key += String.fromCharCode(it.list + 1, (it.index & 0x3fff) + 32, (it.index >> 14) + 32);
  return key;
}

// bind replaces consent and objection by what they test for the atoms of a class.
function bind(p, binder, e) {
  switch (e.op) {
    case "consent": {
      let out = p.consentTest(e.kind);
      for (const g of binder.grants) if (!g.objection && implies(g.kind, e.kind)) out = or(out, g.when);
      if (e.kind === CONSENT) out = or(...binder.waivers, out);
      if (e.kind === DEEMED) out = or(...binder.deemings, out);
      return out;
    }
    case "objection": {
      let out = test(p.objects, [0, 1]);
      for (const g of binder.grants) if (g.objection) out = or(out, g.when);
      return out;
    }
    case "and": return and(...e.args.map((a) => bind(p, binder, a)));
    case "or": return or(...e.args.map((a) => bind(p, binder, a)));
    case "not": return not(bind(p, binder, e.args[0]));
  }
  return e;
}
