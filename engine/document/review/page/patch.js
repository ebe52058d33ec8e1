// Notes leave the page as a patch: a line `allow` for each finding that is accepted, and a comment for what else there is to say.

// quoted is a text as the language writes it.
const quoted = (s) => '"' + s.replace(/\s+/g, " ").trim().replace(/\\/g, "\\\\").replace(/"/g, '\\"') + '"';

// allowLine accepts a finding for a time.
function allowLine(rule, clause, note) {
  return "allow " + rule + " in " + clause + " because " + quoted(note.because) + " by " + quoted(note.by) + " until " + note.until;
}

// commentLines is what else a note says. The language takes a comment to the end of its line.
function commentLines(clause, text, by) {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((l) => l.trim()).filter((l) => l);
  return lines.map((l, i) => "# " + (i === 0 ? "review of " + clause + (by ? " by " + by.replace(/\s+/g, " ") : "") + ": " : "") + l);
}

// insertions are lines to put into files: [{file, after, lines}], in which after counts lines from 1.
function unified(files, insertions) {
  let out = "";
  files.forEach((file, f) => {
    const here = insertions.filter((x) => x.file === f).sort((a, b) => a.after - b.after);
    if (here.length) out += patchOf(file, here);
  });
  return out;
}

const CONTEXT = 3;

// patchOf is the patch of one file. Insertions that share lines around them are one hunk.
function patchOf(file, insertions) {
  const lines = file.text.split("\n");
  const open = lines[lines.length - 1] !== ""; // the last line does not end
  if (!open) lines.pop();
  const name = patchName(file.path);
  let out = "--- " + name("a") + "\n+++ " + name("b") + "\n", added = 0;
  for (let i = 0; i < insertions.length;) {
    let j = i + 1;
    while (j < insertions.length && insertions[j].after - insertions[j - 1].after <= 2 * CONTEXT) j++;
    const from = Math.max(0, insertions[i].after - CONTEXT), to = Math.min(lines.length, insertions[j - 1].after + CONTEXT);
    const body = [];
    let count = 0;
    for (let n = from; n <= to; n++) {
      if (n > from) context(body, lines, n - 1, open);
      for (const x of insertions.slice(i, j)) {
        if (x.after !== n) continue;
        if (open && n === lines.length) endLine(body, lines[n - 1]);
        const ending = (lines[n - 1] || "").endsWith("\r") ? "\r" : "";
        x.lines.forEach((l) => body.push("+" + l + ending));
        count += x.lines.length;
      }
    }
    out += "@@ -" + (from + 1) + "," + (to - from) + " +" + (from + 1 + added) + "," + (to - from + count) + " @@\n" + body.join("\n") + "\n";
    added += count;
    i = j;
  }
  return out;
}

function context(body, lines, n, open) {
  body.push(" " + lines[n]);
  if (open && n === lines.length - 1) body.push("\\ No newline at end of file");
}

// endLine gives the last line of a file the end that it lacks, so that others can follow.
function endLine(body, last) {
  if (body[body.length - 1] !== "\\ No newline at end of file") return;
  body.splice(body.length - 2, 2, "-" + last, "\\ No newline at end of file", "+" + last);
}

// patchName writes a file's name as git does: in quotation marks where it holds what a patch cannot.
function patchName(path) {
  return (side) => {
    const name = side + "/" + path;
    // eslint-disable-next-line no-control-regex
    if (!/[\u0000-\u001f"\\]/.test(name)) return /\s/.test(name) ? name + "\t" : name;
    return '"' + name.replace(/[\u0000-\u001f"\\]/g, (c) => (c === '"' || c === "\\" ? "\\" + c : "\\" + c.charCodeAt(0).toString(8).padStart(3, "0"))) + '"';
  };
}
