// Serves HTTP for one contestant, in a process of its own: POST /<id> with a name.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { openServer } from "../databases/by-hand.ts";
import { prefix } from "../data.ts";
import { fillParents } from "../shapes/parents.ts";
import { openHandler } from "./handlers.ts";
import { CHILDREN, PARENTS, type ServerName } from "./protocol.ts";

const [name] = process.argv.slice(2) as [ServerName];
const tables = await openServer("postgresql", fillParents(PARENTS, CHILDREN));
const handler = await openHandler(name);

const server = createServer((request, response) => {
  const id = Number(request.url!.slice(1));
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk: string) => (body += chunk));
  request.on("end", () => {
    handler.touch(id, body).then(
      (children) => response.end(JSON.stringify({ id, children })),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
});
server.listen(0, "127.0.0.1", () => process.send!({ port: (server.address() as AddressInfo).port }));

async function close(): Promise<void> {
  await handler.close();
  await tables.close();
  process.exit();
}

process.on("message", ({ label }: { label: string }) => {
  const sql = `SELECT count(*) FROM ${prefix}parents WHERE name LIKE '${label} %'`;
  const answer = label === "" ? close() : tables.scalar(sql).then((count) => process.send!({ count: Number(count) }));
  answer.catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
process.on("disconnect", () => process.exit());
