import { createAsyncEngine } from "athanor";
import { AsyncSession } from "athanor/orm";
import { Pool } from "pg";
import { formatDate, parseDate, prefix } from "../data.ts";
import { engineUrls, serverUrls } from "../databases/urls.ts";
import type { OpenPeer } from "../peer.ts";
import { Parent } from "../shapes/parents.ts";
import { CONNECTIONS, type Handler, type ServerName } from "./protocol.ts";

function byHand(): Handler {
  const pool = new Pool({ connectionString: serverUrls.postgresql, max: CONNECTIONS });
  const find = { name: "find", rowMode: "array", text: `SELECT id, name FROM ${prefix}parents WHERE id = $1` } as const;
  const children = {
    name: "children",
    rowMode: "array",
    text: `SELECT id, name, position, "parentId" FROM ${prefix}children WHERE "parentId" = $1`,
  } as const;
  const rename = { name: "rename", text: `UPDATE ${prefix}parents SET name = $1 WHERE id = $2` } as const;
  return {
    async touch(id, name) {
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        const { rows } = await client.query<[number, string]>({ ...find, values: [id] });
        const parent = { id: rows[0]![0], name: rows[0]![1] };
        const found = await client.query<unknown[]>({ ...children, values: [id] });
        parent.name = name;
        await client.query({ ...rename, values: [parent.name, parent.id] });
        await client.query("COMMIT");
        return found.rows.length;
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}

function byAthanor(): Handler {
  const engine = createAsyncEngine(engineUrls.postgresql, { poolSize: CONNECTIONS, maxOverflow: 0 });
  return {
    async touch(id, name) {
      await using session = new AsyncSession(engine);
      const parent = (await session.get(Parent, id))!;
      const children = await parent.awaitableAttrs.children;
      parent.name = name;
      await session.commit();
      return children.length;
    },
    close: () => engine.dispose(),
  };
}

async function byPeer(name: string): Promise<Handler> {
  const file = new URL(`../../../bench/peers/${name}.mjs`, import.meta.url).href;
  const { open } = (await import(file)) as { open: OpenPeer };
  const peer = await open({
    database: "postgresql",
    url: serverUrls.postgresql,
    prefix,
    parseDate,
    formatDate,
    connections: CONNECTIONS,
  });
  const touch = peer.touch!;
  return { touch: async (id, text) => touch(id, text), close: async () => peer.close() };
}

export async function openHandler(name: ServerName): Promise<Handler> {
  if (name === "hand") return byHand();
  return name === "athanor" ? byAthanor() : byPeer(name);
}
