import { once } from "node:events";
import { createConnection, createServer, type Socket } from "node:net";

/** A proxy before PostgreSQL that notes the statements as they arrive, and can keep the answers back until so many have. */
export interface HoldingProxy {
  readonly port: number;
  /** The texts of the statements, in the order in which they arrived; transactions begin and end unseen. */
  readonly arrived: string[];
  /** Gives no answer to the next statements until `count` of them have arrived. */
  hold(count: number): void;
  close(): void;
}

const STARTUP = /^(BEGIN|COMMIT|ROLLBACK|DEALLOCATE)\b/;
const SSL_REQUEST = 80877103;

export async function startHoldingProxy(target: number): Promise<HoldingProxy> {
  const sockets = new Set<Socket>();
  const arrived: string[] = [];
  let wanted = 0;
  let kept: (() => void)[] = [];
  const isHolding = (): boolean => arrived.length > 0 && arrived.length < wanted;
  const noteStatement = (sql: string): void => {
    if (sql === "" || STARTUP.test(sql)) return;
    arrived.push(sql);
    if (isHolding()) return;
    for (const release of kept) release();
    kept = [];
  };
  const listener = createServer((client) => {
    const server = createConnection({ host: "127.0.0.1", port: target });
    for (const each of [client, server]) sockets.add(each.on("error", () => each.destroy()));
    const read = statementReader(noteStatement);
    client.on("data", (data) => {
      read(data);
      server.write(data);
    });
    server.on("data", (data) => {
      if (isHolding()) kept.push(() => client.write(data));
      else client.write(data);
    });
    client.on("close", () => server.destroy());
    server.on("close", () => client.destroy());
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as { port: number };
  return {
    port,
    arrived,
    hold(count) {
      arrived.length = 0;
      wanted = count;
    },
    close() {
      listener.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Reads what a client sends, and tells the text of each statement that is to be executed. */
function statementReader(found: (sql: string) => void): (data: Buffer) => void {
  const texts = new Map<string, string>();
  let rest = Buffer.alloc(0);
  let begun = false;
  let bound = "";
  return (data) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const header = begun ? 1 : 0;
      if (rest.length < header + 4) return;
      const end = header + rest.readUInt32BE(header);
      if (rest.length < end) return;
      const body = rest.subarray(header + 4, end);
      if (!begun) begun = body.readUInt32BE(0) !== SSL_REQUEST;
      else {
        const parts = body.toString("latin1").split("\0") as [string, string];
        const type = String.fromCharCode(rest[0] as number);
        if (type === "Q") found(parts[0]);
        else if (type === "P") texts.set(parts[0], parts[1]);
        else if (type === "B") bound = parts[1];
        else if (type === "E") found(texts.get(bound) ?? "");
      }
      rest = rest.subarray(end);
    }
  };
}
