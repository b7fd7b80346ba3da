// One of several processes that write to one SQLite file: node sqlite-writers.mjs FILE PROCESS WRITERS ROUNDS.
// The writers are connections in threads of their own. Each reads the counter and writes it back, one more: what is not run again is lost.
import { createAsyncEngine } from "../../dist/index.js";

const [file, name, writers, rounds] = process.argv.slice(2);
const engine = createAsyncEngine(`sqlite+worker:///${file}?journal_mode=wal`, {
  poolSize: Number(writers),
  maxOverflow: 0,
});
let repeated = 0;

async function write(writer) {
  for (let round = 0; round < Number(rounds); round++) {
    let runs = 0;
    await engine.run(
      async (connection) => {
        runs++;
        const before = Number((await connection.execDriverSql("SELECT n FROM counter")).scalarOne());
        await connection.execDriverSql("INSERT INTO entries (writer, round) VALUES (?, ?)", [writer, round]);
        await connection.execDriverSql("UPDATE counter SET n = ?", [before + 1]);
      },
      { retry: { attempts: 50 } },
    );
    repeated += runs - 1;
  }
}

await Promise.all(Array.from({ length: Number(writers) }, (_, index) => write(`${name}.${index}`)));
await engine.dispose();
process.stdout.write(String(repeated));
