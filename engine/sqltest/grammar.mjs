// The grammars of Spark and Trino. Each line of standard input is {"dialect": "spark" or "trino", "statement": "..."}, and is answered by a line:
// {"out": [problems]}, or {"error": "..."}.
import readline from 'node:readline';
import { SparkSQL, TrinoSQL } from 'dt-sql-parser';

const parsers = { spark: new SparkSQL(), trino: new TrinoSQL() };
const answer = (value) => process.stdout.write(JSON.stringify(value) + '\n');
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  try {
    const { dialect, statement } = JSON.parse(line);
    const problems = parsers[dialect].validate(statement);
    answer({ out: problems.map((p) => `line ${p.startLine}, column ${p.startColumn}: ${p.message}`) });
  } catch (e) {
    answer({ error: String(e.message ?? e) });
  }
}).on('close', () => process.exit(0));
