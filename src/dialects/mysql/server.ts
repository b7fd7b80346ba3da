/** What statements depend on of the server, which is known from the first connection on. */
export interface MySQLServer {
  readonly isMariaDB: boolean;
  /** [10, 11, 6]; empty before the first connection. */
  readonly version: readonly number[];
  /** FOR SHARE and FOR UPDATE OF: MySQL 8. */
  readonly forShare: boolean;
  /** CAST(x AS FLOAT) and AS DOUBLE. */
  readonly castsToFloat: boolean;
  /** INSERT … RETURNING: MariaDB 10.5. */
  readonly insertReturning: boolean;
  /** INSERT … VALUES (…) AS new ON DUPLICATE KEY UPDATE a = new.a: MySQL 8.0.20, where VALUES(a) is deprecated. */
  readonly newRowAlias: boolean;
  /** A backslash begins an escape in string literals. */
  readonly backslashEscapes: boolean;
}

/** Before the first connection: what every server of that kind has. */
export function unconnectedServer(isMariaDB: boolean): MySQLServer {
  return {
    isMariaDB,
    version: [],
    forShare: false,
    castsToFloat: false,
    insertReturning: isMariaDB,
    newRowAlias: false,
    backslashEscapes: true,
  };
}

export const unknownServer: MySQLServer = unconnectedServer(false);

/** What the server says in VERSION() and @@sql_mode. */
export function serverOf(versionText: string, sqlMode: string): MySQLServer {
  const isMariaDB = versionText.toLowerCase().includes("mariadb");
  const version = (/\d+(?:\.\d+)*/.exec(versionText)?.[0] ?? "0").split(".").map(Number);
  return {
    isMariaDB,
    version,
    forShare: !isMariaDB && isAtLeast(version, [8, 0, 1]),
    castsToFloat: isAtLeast(version, isMariaDB ? [10, 4, 5] : [8, 0, 17]),
    insertReturning: isMariaDB && isAtLeast(version, [10, 5]),
    newRowAlias: !isMariaDB && isAtLeast(version, [8, 0, 20]),
    backslashEscapes: !sqlMode.includes("NO_BACKSLASH_ESCAPES"),
  };
}

/** Whether a version is that one or a later one. */
export function isAtLeast(version: readonly number[], least: readonly number[]): boolean {
  for (const [i, wanted] of least.entries()) {
    const part = version[i] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
