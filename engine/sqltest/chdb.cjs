// A ClickHouse in the folder that is named, for as long as standard input is open. Each line of it is a statement as a JSON string, and is answered
// by a line: {"out": "..."} in the format that the statement names, or {"error": "..."}.
const readline = require('node:readline');
const { Session } = require('chdb');

const session = new Session(process.argv[2]);
const answer = (value) => process.stdout.write(JSON.stringify(value) + '\n');
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  try {
    answer({ out: session.query(JSON.parse(line), 'TabSeparated') });
  } catch (e) {
    answer({ error: String(e.message ?? e) });
  }
}).on('close', () => process.exit(0));
