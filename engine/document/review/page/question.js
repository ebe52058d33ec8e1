// A question in words, as `licet ask` takes it. What this reader does not understand it refuses; it never guesses.

class Refused extends Error {
  constructor(message, suggestion) {
    super(message);
    this.suggestion = suggestion || "";
  }
}

const reserved = new Set(("we you may must not no only and or except any anyone of from to with for in on given unless by under then within " +
  "more than after before default notwithstanding is as this but nothing else costs consent objection prior overdue explicit separate " +
  "written parental deemed never always").split(" "));
const consentKinds = { prior: 0, explicit: 1, separate: 2, written: 3, parental: 4, deemed: 5 };
const kindWords = ["consent", "explicit consent", "separate consent", "written consent", "parental consent", "deemed consent"];
const unitHours = { hour: 1, day: 24, month: 720, year: 8760 };
const MAX_NUMBER = 1e12, MAX_HOURS = 100000 * 8760, MAX_LENGTH = 20000, MAX_DEPTH = 64;

// tokens cuts a question into {kind, text}: word, name, ref, number, text, punct.
function tokens(text) {
  if (text.length > MAX_LENGTH) throw new Refused("the question is too long for this page; ask it with licet ask");
  const out = [];
  const shape = /\s+|#[^\n]*|"((?:[^"\\]|\\.)*)"|(-?[0-9]+)(?!\.?[A-Za-z0-9-])|([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)|(<=|>=|[<>=(),?])|(.)/gsu;
  for (const m of text.matchAll(shape)) {
    if (m[1] !== undefined) out.push({ kind: "text", text: m[1].replace(/\\(["\\])/g, "$1").replace(/\s+/g, " ").trim() });
    else if (m[2] !== undefined) out.push({ kind: "number", text: m[2] });
    else if (m[3] !== undefined) out.push(wordToken(m[3]));
    else if (m[4] !== undefined) out.push({ kind: "punct", text: m[4] });
    else if (m[5] !== undefined) throw new Refused("`" + m[5] + "` cannot stand in a question");
  }
  const joined = [];
  for (let i = 0; i < out.length; i++) {
    const next = out[i + 1];
    if (out[i].kind === "word" && out[i].text === "nothing" && next && next.kind === "word" && next.text === "else") {
      joined.push({ kind: "word", text: "nothing else" });
      i++;
    } else joined.push(out[i]);
  }
  if (joined.length && joined[joined.length - 1].text === "?" && joined[joined.length - 1].kind === "punct") joined.pop();
  return joined;
}
// wordToken tells words of the language and names, which are lower-case, from the ids of clauses.
function wordToken(text) {
  if (reserved.has(text)) return { kind: "word", text };
  return { kind: /^[a-z][a-z0-9-]*$/.test(text) ? "name" : "ref", text };
}

// A Reader reads one question.
class Reader {
  constructor(program, text) {
    this.p = program;
    this.list = tokens(text);
    this.at = 0;
  }
  peek() { return this.list[this.at] || { kind: "end", text: "" }; }
  next() { const t = this.peek(); this.at++; return t; }
  is(kind, text) { const t = this.peek(); return t.kind === kind && (text === undefined || t.text === text); }
  word(text) { return this.is("word", text); }
  take(kind, text) { if (!this.is(kind, text)) return false; this.at++; return true; }
  refuse(wanted) {
    const t = this.peek(), low = t.text.toLowerCase();
    if (t.kind === "end") throw new Refused("the question ends where " + wanted + " is expected");
    if (t.kind === "ref" && low !== t.text) throw new Refused("`" + t.text + "` is no word of a question; they are lower-case: `" + low + "`", { from: t.text, to: low });
    throw new Refused("`" + t.text + "` stands where " + wanted + " is expected");
  }

  // question reads may WHO ACTION DATA [of|from|to|with|for|in ...] [given ... and nothing else].
  question() {
    if (this.list.length === 0) throw new Refused("the question is empty; write: may we ACTION DATA [to|for|...] [given ... and nothing else]?");
    if (!this.take("word", "may")) this.refuse("`may`");
    const parts = { actors: this.names(false), parts: [] };
    if (!this.startsName()) this.refuse("an action");
    parts.actions = this.names(false);
    if (this.startsName()) parts.data = this.names(false);
    const given = [];
    let nothingElse = false;
    for (;;) {
      const before = this.at;
      if (this.preposition()) {
        const word = this.next().text;
        parts.parts.push({ word, names: this.names(false) });
        continue;
      }
      if (this.take("word", "given")) {
        if (this.take("word", "nothing else")) { nothingElse = true; break; }
        given.push(this.condition(0));
        continue;
      }
      this.take("punct", ",");
      this.take("word", "and");
      if (this.take("word", "nothing else")) { nothingElse = true; break; }
      if (this.opensTime()) { given.push(this.time()); continue; }
      this.at = before;
      break;
    }
    if (!this.is("end")) this.refuse("the end of the question, or `given`");
    return { parts, given, nothingElse };
  }

  startsName() {
    const t = this.peek();
    return t.kind === "name" || t.kind === "text" || (t.kind === "word" && ["we", "you", "any", "anyone"].includes(t.text));
  }
  preposition() { return this.peek().kind === "word" && ["of", "from", "to", "with", "for", "in"].includes(this.peek().text); }
  name() {
    if (!this.startsName()) this.refuse("a name");
    const t = this.next();
    if (t.kind === "text") return { text: t.text, quoted: true };
    if (t.text === "any" && this.is("name")) return { text: this.next().text, any: true };
    return { text: t.text, any: t.text === "any" || t.text === "anyone", whole: t.text === "any" || t.text === "anyone" };
  }
  names(andEnds) {
    const out = { items: this.items(andEnds), except: null };
    if (this.take("word", "except")) out.except = this.items(andEnds);
    return out;
  }
  items(andEnds) {
    const out = [];
    do out.push(this.name()); while (this.joint(andEnds));
    return out;
  }
  // joint reads what stands between two names: a comma, `and`, `or`, or a comma and one of them.
  joint(andEnds) {
    const before = this.at;
    const comma = this.take("punct", ",");
    if (!(!andEnds && this.take("word", "and")) && !this.take("word", "or") && !comma) return false;
    if (this.startsName()) return true;
    this.at = before;
    return false;
  }

  condition(depth) {
    if (depth > MAX_DEPTH) throw new Refused("brackets nest too deep");
    const terms = [this.literal(depth)];
    let joint = "";
    while (this.word("and") || this.word("or")) {
      const before = this.at, word = this.next().text;
      if (this.word("nothing else")) { this.at = before; break; }
      if (joint && joint !== word) throw new Refused("`and` and `or` stand in one condition; put brackets around what belongs together");
      joint = word;
      terms.push(this.literal(depth));
    }
    return terms.length === 1 ? terms[0] : { is: joint, terms };
  }
  literal(depth) {
    const t = this.peek();
    if (this.take("word", "no") || this.take("word", "not")) {
      if (depth > MAX_DEPTH) throw new Refused("negations nest too deep");
      return { is: "not", term: this.literal(depth + 1) };
    }
    if (this.take("punct", "(")) {
      const c = this.condition(depth + 1);
      if (!this.take("punct", ")")) this.refuse("`)`");
      return c;
    }
    if (t.kind === "word" && (t.text in consentKinds || t.text === "consent")) {
      const kinds = [];
      while (this.peek().kind === "word" && this.peek().text in consentKinds) kinds.push(consentKinds[this.next().text]);
      if (!this.take("word", "consent")) this.refuse("`consent`");
      return { is: "consent", kinds: consentOf(kinds), grant: this.grant() };
    }
    if (this.take("word", "objection")) return { is: "objection", grant: this.grant() };
    if (this.take("word", "overdue")) {
      const r = this.next();
      if (!["ref", "number", "name"].includes(r.kind)) this.refuse("a clause");
      return { is: "fact", name: { text: "overdue " + r.text, exact: true } };
    }
    if (this.opensTime()) return this.time();
    if (t.kind === "name" || t.kind === "text") return this.fact();
    return this.refuse("a fact");
  }
  grant() {
    if (!this.take("word", "to")) return null;
    const g = { actions: this.names(true), parts: [] };
    if (this.startsName()) g.data = this.names(true);
    while (this.preposition()) {
      const word = this.next().text;
      g.parts.push({ word, names: this.names(true) });
    }
    return g;
  }
  opensTime() { return this.is("number") || ["within", "more", "after", "before"].some((w) => this.word(w)); }
  time() {
    const out = { is: "time", rel: "after", hours: 0 };
    if (this.take("word", "before")) out.rel = "before";
    else {
      if (this.take("word", "within")) out.rel = "within";
      else if (this.take("word", "more")) {
        if (!this.take("word", "than")) this.refuse("`than`");
        out.rel = "more";
      } else if (this.is("number")) out.rel = "since";
      if (out.rel !== "after") out.hours = this.length();
      if (!this.take("word", "after")) this.refuse("`after` and an event");
    }
    if (!this.is("name") && !this.is("text")) this.refuse("an event");
    out.event = this.name();
    return out;
  }
  length() {
    if (this.is("text")) throw new Refused("a question gives a time in numbers, as in `10 days after ...`");
    if (!this.is("number")) this.refuse("a length of time, as in `30 days`");
    const n = Number(this.next().text), unit = this.next().text.replace(/s$/, "");
    if (!Object.hasOwn(unitHours, unit)) throw new Refused("a length of time is in hours, days, months or years");
    if (!(n >= 0 && n * unitHours[unit] <= MAX_HOURS)) throw new Refused("a length of time lies between 0 and 100,000 years");
    return n * unitHours[unit];
  }
  fact() {
    const name = this.name();
    if (this.take("word", "is")) {
      if (this.is("number")) return { is: "compare", name, op: "=", value: this.number() };
      if (!this.is("name") && !this.is("text")) this.refuse("a value");
      return { is: "value", name, value: this.name() };
    }
    if (this.peek().kind === "punct" && ["<", "<=", "=", ">=", ">"].includes(this.peek().text)) {
      const op = this.next().text;
      return { is: "compare", name, op, value: this.number() };
    }
    if (this.take("word", "in")) {
      if (!this.startsName()) this.refuse("a place");
      return { is: "in", name, place: this.name() };
    }
    return { is: "fact", name };
  }
  number() {
    if (!this.is("number")) this.refuse("a number");
    const n = Number(this.next().text);
    if (!(Math.abs(n) <= MAX_NUMBER)) throw new Refused("a number lies between -1,000,000,000,000 and 1,000,000,000,000");
    return n;
  }
}

// consentOf is the kinds that words in front of `consent` name; `prior` says nothing more.
function consentOf(kinds) {
  const named = kinds.filter((k) => k !== CONSENT);
  return named.length ? [...new Set(named)] : [CONSENT];
}
