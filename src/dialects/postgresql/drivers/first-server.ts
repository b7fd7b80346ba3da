import type { Socket } from "node:net";
import { ArgumentError } from "../../../errors/argument.ts";
import { ConnectionFailure } from "./connection-failure.ts";
import type { ConnectionSettings, Server, SessionAttributes } from "./connection-settings.ts";
import type { ServerConnection } from "./server-connection.ts";
import { nameOf, openSocket } from "./server-socket.ts";
import type { Encryption } from "./tls-settings.ts";
import { Wire } from "./wire.ts";

/** Begins a session by a package: over the wire, with a server's password. */
type Begin = (wire: Wire, server: Server) => Promise<ServerConnection>;

/** A session on the first server that can be reached and will do, as libpq chooses it. */
export async function connectToServer(settings: ConnectionSettings, begin: Begin): Promise<ServerConnection> {
  const { servers, sessionAttributes } = settings;
  const failures: Error[] = [];
  // A primary will do when no standby does.
  const rounds: SessionAttributes[] = sessionAttributes === "prefer-standby" ? ["standby", "any"] : [sessionAttributes];
  for (const wanted of rounds) {
    failures.length = 0;
    for (const server of servers) {
      try {
        return await connectTo(server, settings, wanted, begin);
      } catch (error) {
        if (!isAnotherServersChance(error)) throw error;
        failures.push(error);
      }
    }
  }
  const [first] = failures as [Error];
  if (failures.length === 1) throw first;
  const { code } = first as { code?: unknown };
  throw new ConnectionFailure(
    `None of the ${failures.length} servers will do: ${failures.map((each) => each.message).join("; ")}`,
    typeof code === "string" ? code : undefined,
    first,
  );
}

async function connectTo(
  server: Server,
  settings: ConnectionSettings,
  wanted: SessionAttributes,
  begin: Begin,
): Promise<ServerConnection> {
  const [usual, otherwise] = settings.encryption as readonly [Encryption, Encryption?];
  let connection: ServerConnection;
  try {
    connection = await inTime(server, usual, settings, begin);
  } catch (error) {
    if (otherwise === undefined || !mayHelp(error)) throw error;
    connection = await inTime(server, otherwise, settings, begin);
  }
  try {
    await checkSession(connection, server, wanted);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return connection;
}

/** One attempt, within the time that a server has to let us in. */
async function inTime(
  server: Server,
  encryption: Encryption,
  { connectTimeout, keepAlive }: ConnectionSettings,
  begin: Begin,
): Promise<ServerConnection> {
  let socket: Socket | undefined;
  let late: ConnectionFailure | undefined;
  const timer =
    connectTimeout === undefined
      ? undefined
      : setTimeout(() => {
          late = new ConnectionFailure(
            `The server ${nameOf(server)} did not let us in within ${connectTimeout / 1000} seconds (connect_timeout)`,
            "ETIMEDOUT",
          );
          socket?.destroy(late);
        }, connectTimeout);
  let wire: Wire | undefined;
  try {
    wire = new Wire(await openSocket(server, encryption, keepAlive, (each) => (socket = each)));
    return await begin(wire, server);
  } catch (error) {
    const refused = (error as { severity?: unknown }).severity !== undefined || wire?.isOpen === true;
    socket?.destroy();
    throw late ?? (refused || error instanceof ConnectionFailure ? error : (wire?.failure ?? error));
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a server refuses the way, not the user: with or without TLS it may let us in. */
function mayHelp(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  if (typeof code !== "string") return false;
  return code === "28000" || code === "EPROTO" || code.startsWith("ERR_") || /CERT|SSL|TLS/.test(code);
}

/** Whether the next server may do where this one did not: it cannot be reached, or is starting; but not, that it refuses the user. */
function isAnotherServersChance(error: unknown): error is Error {
  if (!(error instanceof Error) || error instanceof ArgumentError) return false;
  return error instanceof ConnectionFailure || (error as { code?: unknown }).code === "57P03";
}

async function checkSession(connection: ServerConnection, server: Server, wanted: SessionAttributes): Promise<void> {
  if (wanted === "any") return;
  const { rows } = await connection.query(
    "SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('default_transaction_read_only') = 'on'",
    [],
  );
  const [inRecovery, readOnly] = rows[0] as [boolean, boolean];
  const is: Record<Exclude<SessionAttributes, "any" | "prefer-standby">, boolean> = {
    "read-write": !inRecovery && !readOnly,
    "read-only": inRecovery || readOnly,
    primary: !inRecovery,
    standby: inRecovery,
  };
  if (is[wanted as keyof typeof is]) return;
  throw new ConnectionFailure(
    `The server ${nameOf(server)} is not ${wanted} (target_session_attrs)`,
    "ERR_SESSION_ATTRS",
  );
}
