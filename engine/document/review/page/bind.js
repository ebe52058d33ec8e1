// Binding: the names of a question are looked up among those of the policy. A name that nothing declares is refused, with what was
// probably meant.

const kindNames = ["data", "purpose", "party", "action", "place", "basis"];
const labelKey = (s) => s.replace(/\s+/g, " ").trim().toLowerCase();

class Binder {
  constructor(program) {
    this.p = program;
    const index = (lists) => {
      const out = new Map();
      lists.forEach((labels, id) => new Set((labels || []).map(labelKey)).forEach((key) => out.set(key, (out.get(key) || []).concat(id))));
      return out;
    };
    this.labels = program.graphs.map((g) => index(g.labels));
    this.factLabels = index(program.facts.map((f) => f.labels));
    this.factIds = new Map(program.facts.map((f, i) => [f.id, i]));
    this.termIds = new Map(program.terms.map((t, i) => [t.id, i]));
  }

  // ask reads and binds a question in words.
  ask(text) {
    const { parts, given, nothingElse } = new Reader(this.p, text).question();
    const q = emptyQuestion();
    const { scope, named } = this.scope(parts);
    q.scope = scope;
    q.named = named;
    q.nothingElse = nothingElse;
    for (const c of given) this.know(q, c, false);
    this.close(q);
    return q;
  }

  // close finds which parts are left open, and refuses what contradicts itself.
  close(q) {
    const always = (1 << OF) | (1 << ACTOR) | (1 << ACTION);
    q.open = this.taken(q.scope[ACTION]) & ~q.named & ~always;
    for (let d = 0; d < DIMS; d++) {
      const s = q.scope[d], g = this.p.graph(d);
      if (q.open & (1 << d) || (s.all && s.except.length === 0)) continue;
      const from = s.all ? [ROOT] : s.in;
      if (!from.some((n) => g.beneath(n).some((m) => contains(g, s, m)))) {
        throw new Refused("nothing is left to ask about: `except` takes away all of the " + dimNames[d]);
      }
    }
    for (let k = 0; k < kindWords.length; k++) {
      if (q.consent[k] === 2 && implies(k, CONSENT) && q.consent[CONSENT] === 1) this.contradicts(kindWords[k], "no consent");
    }
    for (const g of q.grants) {
      if (g.objection ? q.objection === 1 : q.consent[g.kind] === 1 || (implies(g.kind, CONSENT) && q.consent[CONSENT] === 1)) {
        this.contradicts(g.objection ? "an objection" : kindWords[g.kind], "none");
      }
    }
  }
  contradicts(a, b) { throw new Refused("the question says that there is " + a + " and that there is " + b); }
  taken(actions) {
    if (actions.all || actions.outside) return (1 << DIMS) - 1;
    const g = this.p.graphs[ACTION_KIND];
    let out = 0;
    for (const n of actions.in) for (const m of g.beneath(n)) if (contains(g, actions, m)) out |= this.p.takes[m];
    return out;
  }

  scope(parts) {
    const scope = anyScope();
    let named = 0;
    const put = (dim, names) => {
      if (!names) return;
      if (named & (1 << dim)) throw new Refused("`" + partWord(dim) + "` stands twice; join the names in one list");
      scope[dim] = this.set(dim, names);
      named |= 1 << dim;
    };
    put(ACTOR, parts.actors);
    put(ACTION, parts.actions);
    put(DATA, parts.data);
    for (const part of parts.parts) put({ of: OF, from: FROM, to: TO, with: TO, for: FOR, in: IN }[part.word], part.names);
    if (!(named & (1 << OF))) scope[OF] = only(YOU);
    this.takes(scope[ACTION], named, parts);
    return { scope, named };
  }
  takes(actions, named, parts) {
    if (actions.all) return;
    for (const n of actions.in) {
      const id = this.p.graphs[ACTION_KIND].ids[n];
      if (parts.data && this.p.nothing.includes(n)) throw new Refused("`" + id + "` takes no data");
      for (let d = OF; d < DIMS; d++) {
        if (named & (1 << d) && !(this.p.takes[n] & (1 << d))) throw new Refused("`" + id + "` takes no `" + partWord(d) + "`; leave that part out");
      }
    }
  }
  set(dim, names) {
    const s = { all: false, in: [], except: [], outside: false };
    const g = this.p.graph(dim);
    for (const n of names.items) {
      const id = this.node(kindOf[dim], n);
      if (id === ROOT) s.all = true;
      else if (!s.in.includes(id)) s.in.push(id);
    }
    if (names.except) {
      const except = this.set(dim, { items: names.except });
      if (except.all) throw new Refused("`except` leaves nothing");
      s.except = except.in;
      if (!s.all && !s.in.some((n) => contains(g, s, n))) throw new Refused("`except` takes away everything that stands before it");
    }
    return s;
  }

  // node finds what a name means.
  node(kind, n) {
    const g = this.p.graphs[kind];
    if (n.whole) {
      if (n.text === "anyone" && kind !== PARTY_KIND) throw new Refused("`anyone` is a party; write `any`");
      return ROOT;
    }
    if (g.byId.has(n.text)) return g.byId.get(n.text);
    const found = this.labels[kind].get(labelKey(n.text)) || [];
    if (found.length === 1) return found[0];
    if (found.length > 1) throw new Refused("\"" + n.text + "\" is the label of `" + g.ids[found[0]] + "` and of `" + g.ids[found[1]] + "`; use one of these names");
    const near = nearest(n.text, g.ids) || this.nearLabel(n.text, this.labels[kind], g.ids);
    this.unknown(kind === PARTY_KIND ? "party" : kindNames[kind], n.text, near);
  }
  nearLabel(text, index, ids) {
    const label = nearest(labelKey(text), index.keys());
    return label ? ids[index.get(label)[0]] : "";
  }
  unknown(what, text, near) {
    throw new Refused("no " + what + " is called `" + text + "`" + (near ? "; did you mean `" + near + "`?" : ""), near && { from: text, to: near });
  }
  factNamed(n) {
    if (this.factIds.has(n.text)) return this.factIds.get(n.text);
    const found = n.exact ? [] : this.factLabels.get(labelKey(n.text)) || [];
    if (found.length === 1) return found[0];
    const ids = this.p.facts.map((f) => f.id);
    if (found.length > 1) throw new Refused("\"" + n.text + "\" is the label of `" + ids[found[0]] + "` and of `" + ids[found[1]] + "`; use one of these names");
    return this.unknown("fact", n.text, nearest(n.text, ids.concat([...this.termIds.keys()], ["consent", "objection"])) || this.nearLabel(n.text, this.factLabels, ids));
  }
  factOf(n, type) {
    const f = this.factNamed(n), fact = this.p.facts[f];
    if (fact.type === type) return f;
    const id = "`" + fact.id + "`";
    throw new Refused(id + [" is a yes-or-no fact: write " + id + " or `no " + fact.id + "`", " is a number: compare it, as in `" + fact.id + " >= 16`",
      " is one of several: write `" + fact.id + " is ...`", " is a place: write `" + fact.id + " in ...`", " is an event: write `after " + fact.id + "` or `before " + fact.id + "`"][fact.type]);
  }

  // know adds one condition that is given.
  know(q, c, negated) {
    switch (c.is) {
      case "not": return this.know(q, c.term, !negated);
      case "and": case "or":
        if ((c.is === "or") !== negated) throw new Refused("a question gives facts joined by `and`; with `or` it is two questions, so ask one for each");
        return c.terms.forEach((t) => this.know(q, t, negated));
      case "time": return this.knowTime(q, c, negated);
      case "consent": return this.knowConsent(q, c, negated);
      case "objection": return this.knowObjection(q, c, negated);
      case "compare": return this.knowNumber(q, this.factOf(c.name, NUMBER), c.op, c.value, negated);
      case "in": {
        const f = this.factOf(c.name, ATPLACE);
        return this.knowPlace(q, f, this.node(PLACE_KIND, c.place), false, negated);
      }
      case "value": return this.knowValue(q, c, negated);
    }
    if (!c.name.quoted && !c.name.exact && this.termIds.has(c.name.text)) {
      return this.knowTree(q, this.p.terms[this.termIds.get(c.name.text)].tree, negated);
    }
    return this.knowYes(q, this.factOf(c.name, YESNO), negated);
  }
  restrict(q, f, change) {
    const fact = this.p.facts[f];
    const k = { ...(q.facts.get(f) || unrestricted(this.p, f)) };
    change(k);
    if (!isPossible(fact, k)) throw new Refused("this contradicts what else the question says of `" + fact.id + "`; keep one of the two");
    q.facts.set(f, k);
  }
  knowYes(q, f, negated) { this.restrict(q, f, (k) => { if (negated) k.yes = false; else k.no = false; }); }
  knowOption(q, f, option, negated) { this.restrict(q, f, (k) => { k.options = k.options.map((x, i) => x && (i === option) !== negated); }); }
  knowPlace(q, f, place, exact, negated) {
    const g = this.p.graphs[PLACE_KIND];
    this.restrict(q, f, (k) => { k.places = new Set([...k.places].filter((n) => (n === place || (!exact && g.below(n, place))) !== negated)); });
  }
  knowValue(q, c, negated) {
    const f = this.factNamed(c.name), fact = this.p.facts[f];
    if (fact.type === YESNO && (c.value.text === "yes" || c.value.text === "no")) return this.knowYes(q, f, (c.value.text === "no") !== negated);
    if (fact.type === ATPLACE) return this.knowPlace(q, f, this.node(PLACE_KIND, c.value), true, negated);
    this.factOf(c.name, ONEOF);
    const option = fact.options.indexOf(c.value.text);
    if (option < 0) {
      const near = nearest(c.value.text, fact.options);
      throw new Refused("`" + fact.id + "` is one of " + fact.options.join(", ") + ", and not `" + c.value.text + "`", near && { from: c.value.text, to: near });
    }
    return this.knowOption(q, f, option, negated);
  }
  knowNumber(q, f, op, value, negated) {
    if (negated) {
      if (op === "=") throw new Refused("say on which side of " + value + " it is, with < or >");
      op = { "<": ">=", "<=": ">", ">=": "<", ">": "<=" }[op];
    }
    this.restrict(q, f, (k) => {
      if (op === "<") k.max = Math.min(k.max, value - 1);
      if (op === "<=" || op === "=") k.max = Math.min(k.max, value);
      if (op === ">=" || op === "=") k.min = Math.max(k.min, value);
      if (op === ">") k.min = Math.max(k.min, value + 1);
    });
  }
  knowTime(q, c, negated) {
    const f = this.factOf(c.event, EVENT);
    let rel = c.rel;
    if (negated) {
      if (rel !== "after" && rel !== "before") throw new Refused("say when it happened instead: `within`, `more than`, or `before " + this.p.facts[f].id + "`");
      rel = rel === "after" ? "before" : "after";
    }
    this.restrict(q, f, (k) => {
      if (rel === "before") k.happened = false; else k.notYet = false;
      if (rel === "within" || rel === "since") k.max = Math.min(k.max, c.hours);
      if (rel === "more") k.min = Math.max(k.min, c.hours + 1);
      if (rel === "since") k.min = Math.max(k.min, c.hours);
    });
  }
  knowConsent(q, c, negated) {
    if (c.grant) {
      if (negated) throw new Refused("say what consent there is; what it does not cover is unknown, or missing with `nothing else`");
      const { scope } = this.scope(c.grant);
      c.kinds.forEach((kind) => q.grants.push({ objection: false, kind, scope }));
      return;
    }
    if (negated && c.kinds.length > 1) throw new Refused("this can be so in more than one way; say which kind of consent there is not");
    c.kinds.forEach((k) => { q.consent[k] = this.tri(q.consent[k], negated, kindWords[k]); });
  }
  knowObjection(q, c, negated) {
    if (!c.grant) { q.objection = this.tri(q.objection, negated, "an objection"); return; }
    if (negated) throw new Refused("say what objection there is; what it does not cover is unknown, or missing with `nothing else`");
    q.grants.push({ objection: true, kind: CONSENT, scope: this.scope(c.grant).scope });
  }
  tri(before, negated, what) {
    const value = negated ? 1 : 2;
    if (before !== 0 && before !== value) this.contradicts(what, "none");
    return value;
  }

  // knowTree adds what a term means, which stands in the page as conditions do.
  knowTree(q, t, negated) {
    if (t[0] === "t") return this.knowTree(q, this.p.terms[t[1]].tree, negated);
    if (t[0] === "!") return this.knowTree(q, t[1], !negated);
    if (t[0] === "&" || t[0] === "|") {
      if ((t[0] === "|") !== negated && t.length > 2) throw new Refused("this can be so in more than one way; say which of its facts are so");
      return t.slice(1).forEach((x) => this.knowTree(q, x, negated));
    }
    return this.knowRaw(q, t[1], t[3], negated);
  }
  // knowRaw adds one test of a fact, as the term writes it.
  knowRaw(q, f, raw, negated) {
    switch (this.p.facts[f].type) {
      case YESNO: return this.knowYes(q, f, negated);
      case NUMBER: return this.knowNumber(q, f, raw[0], raw[1], negated);
      case ONEOF: return this.knowOption(q, f, raw[0], negated);
      case ATPLACE: return this.knowPlace(q, f, raw[0], !!raw[1], negated);
    }
    throw new Refused("say what is so of `" + this.p.facts[f].id + "` itself");
  }
}

const partWord = (dim) => ["", "", "", "of", "from", "to", "for", "in"][dim];

// nearest returns the candidate that was probably meant by a misspelt name; "" where none is near.
function nearest(name, candidates) {
  const n = [...name], limit = 1 + Math.floor(n.length / 5);
  let best = "", distance = limit + 1;
  for (const c of candidates) {
    const m = [...c];
    if (c === name || Math.abs(m.length - n.length) > limit) continue;
    const e = edits(n, m);
    if (2 * e < Math.max(n.length, m.length) && (e < distance || (e === distance && c < best))) {
      best = c;
      distance = e;
    }
  }
  return distance > limit ? "" : best;
}

// edits counts characters that are put in, left out or replaced, and neighbours that changed places.
function edits(a, b) {
  let before = [], last = b.map((_, j) => j).concat(b.length);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1), last[j] + 1, row[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}
