// The lists write a sentence. The sentence is what is asked, so that both ways in are one.

// composed returns the question that some choices make: {action, data, recipient, purpose, given, closed}, each a name or "".
function composed(program, c) {
  const g = program.graphs[ACTION_KIND];
  const action = c.action ? g.byId.get(c.action) : ROOT;
  const takes = program.takenBy(action);
  let out = "may we " + (c.action || "any");
  if (c.data && takes & (1 << DATA)) out += " " + c.data;
  if (c.recipient && takes & (1 << TO)) out += (program.with.includes(action) ? " with " : " to ") + c.recipient;
  if (c.purpose && takes & (1 << FOR)) out += " for " + c.purpose;
  const given = c.given.filter((x) => x).concat(c.closed ? ["nothing else"] : []);
  return out + (given.length ? " given " + given.join(" and ") : "") + "?";
}

// choices offers, for a fact, what may be said of it in a list: [what it says in the question, what the list shows].
function factChoices(program, f) {
  const fact = program.facts[f], id = fact.id;
  switch (fact.type) {
    case YESNO: return [[id, "yes"], ["no " + id, "no"]];
    case ONEOF: return fact.options.map((o) => [id + " is " + o, o]);
    case NUMBER: return rangesOf(fact, (low, high) => (low === high ? [id + " = " + low, String(low)]
      : low === null ? [id + " < " + (high + 1), "less than " + (high + 1)] : high === null ? [id + " >= " + low, "at least " + low]
      : ["(" + id + " >= " + low + " and " + id + " <= " + high + ")", low + " to " + high]));
    case EVENT: return [["before " + id, "has not happened"], ["after " + id, "has happened"]].concat(sinceChoices(fact));
  }
  const g = program.graphs[PLACE_KIND];
  return g.ids.slice(1).map((place, i) => [id + " in " + place, "in " + (g.labels[i + 1][0] || place)]);
}

function rangesOf(fact, say) {
  const out = [];
  for (let cell = 0; cell <= fact.cuts.length; cell++) {
    out.push(say(cell > 0 ? fact.cuts[cell - 1] : null, cell < fact.cuts.length ? fact.cuts[cell] - 1 : null));
  }
  return fact.cuts.length ? out : [];
}

function sinceChoices(fact) {
  const lengths = new Set(fact.cuts.map((cut) => (cut % 24 === 0 ? cut : cut - 1)).filter((hours) => hours > 0));
  return [...lengths].flatMap((hours) => [[lengthOf(hours) + " after " + fact.id, lengthOf(hours) + " ago"],
    ["more than " + lengthOf(hours) + " after " + fact.id, "more than " + lengthOf(hours) + " ago"]]);
}

function lengthOf(hours) {
  const [n, unit] = hours % 8760 === 0 ? [hours / 8760, "year"] : hours % 24 === 0 ? [hours / 24, "day"] : [hours, "hour"];
  return n + " " + unit + (n === 1 ? "" : "s");
}
