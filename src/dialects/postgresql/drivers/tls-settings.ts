import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import type { ConnectOptions } from "../../../dialect/driver.ts";
import { ArgumentError } from "../../../errors/argument.ts";
import { optionText, optionWord } from "./option-text.ts";

/** One way to talk to a server. */
export interface Encryption {
  /** For node:tls; undefined: not encrypted. */
  readonly tls: ConnectionOptions | undefined;
  /** A server that has no TLS is talked to without. */
  readonly optional?: boolean;
  /** The handshake comes at once, without asking whether the server has TLS (PostgreSQL 17). */
  readonly direct?: boolean;
}

const MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;
const plain: Encryption = { tls: undefined };

/** The ways to be tried one after the other, by libpq's options. Without any, connections are not encrypted. */
export function encryptionOf(options: ConnectOptions): readonly Encryption[] {
  const own = ownTls(options.connectArgs["ssl"]);
  if (own !== undefined) return own;
  const files = { ca: caOf(options), cert: file(options, "sslcert"), key: file(options, "sslkey") };
  if ((files.cert === undefined) !== (files.key === undefined))
    throw new ArgumentError("The PostgreSQL options sslcert and sslkey belong together; only one of them was given.");
  const given = optionWord(options, "sslmode", MODES);
  const system = files.ca === "system";
  const mode =
    given ?? (system ? "verify-full" : files.ca !== undefined || files.cert !== undefined ? "require" : "disable");
  if (system && mode !== "verify-full")
    throw new ArgumentError(
      `sslrootcert=system trusts every known authority, so that the server's name must be checked; but sslmode is ${mode}. Write sslmode=verify-full.`,
    );
  const direct = optionWord(options, "sslnegotiation", ["postgres", "direct"]) === "direct";
  if (direct && !["require", "verify-ca", "verify-full"].includes(mode))
    throw new ArgumentError(
      `sslnegotiation=direct talks TLS at once, which sslmode=${mode} does not. Write sslmode=require, or a stricter mode.`,
    );
  if (mode === "disable") return [plain];
  const tls = { ...tlsOf(mode, files), ...credentials(options) };
  switch (mode) {
    case "allow":
      return [plain, { tls }];
    case "prefer":
      return [{ tls, optional: true }, plain];
    default:
      return [{ tls, direct }];
  }
}

/** `connectArgs: { ssl }`: options of node:tls, true or false, as the packages take them. */
function ownTls(ssl: unknown): readonly Encryption[] | undefined {
  if (ssl === undefined) return undefined;
  if (ssl === false) return [plain];
  if (ssl === true) return [{ tls: {} }];
  if (typeof ssl === "object" && ssl !== null) return [{ tls: ssl }];
  throw new ArgumentError(
    `connectArgs.ssl is ${JSON.stringify(ssl)}; expected true, false or options of node:tls. Words such as "require" go into the URL: ?sslmode=require.`,
  );
}

function tlsOf(
  mode: (typeof MODES)[number],
  { ca, cert, key }: { ca: Buffer | "system" | undefined; cert: Buffer | undefined; key: Buffer | undefined },
): ConnectionOptions {
  // As in libpq: whoever names an authority wants it to be asked.
  const verify = mode.startsWith("verify") || (mode === "require" && ca !== undefined);
  return {
    rejectUnauthorized: verify,
    ...(verify && mode !== "verify-full" ? { checkServerIdentity: () => undefined } : {}),
    ...(ca instanceof Buffer ? { ca } : {}),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

function credentials(options: ConnectOptions): ConnectionOptions {
  const passphrase = optionText(options, "sslpassword");
  const crl = file(options, "sslcrl");
  return { ...(passphrase === undefined ? {} : { passphrase }), ...(crl === undefined ? {} : { crl }) };
}

function caOf(options: ConnectOptions): Buffer | "system" | undefined {
  return optionText(options, "sslrootcert") === "system" ? "system" : file(options, "sslrootcert");
}

function file(options: ConnectOptions, name: string): Buffer | undefined {
  const path = optionText(options, name);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ArgumentError(
      `The PostgreSQL option ${name} names the file ${JSON.stringify(path)}, which cannot be read: ${(error as Error).message}.`,
      "argument",
      { cause: error },
    );
  }
}
