// The parts of the package's Connection that are used here.
interface CancelConnection {
  connect(port: number, host?: string): void;
  connect(path: string): void;
  requestSsl(): void;
  cancel(processID: number, secretKey: unknown): void;
  on(event: "connect" | "sslconnect" | "end", listener: () => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}
export type CancelConnectionClass = new (settings: {
  readonly ssl: unknown;
  readonly sslNegotiation: string | undefined;
}) => CancelConnection;

interface CancelTarget {
  readonly host: string;
  readonly port: number;
  readonly ssl: unknown;
  readonly sslNegotiation?: string;
  readonly processID: number | null;
  readonly secretKey: unknown;
}

/** PostgreSQL's cancel request, which goes over a connection of its own. The server closes that one when it has passed the request on. */
export function sendCancel(CancelConnectionClass: CancelConnectionClass, target: CancelTarget): Promise<void> {
  const { host, port, ssl, sslNegotiation, processID, secretKey } = target;
  if (processID === null) return Promise.resolve();
  const connection = new CancelConnectionClass({ ssl, sslNegotiation });
  return new Promise((resolve, reject) => {
    let sent = false;
    const send = (): void => {
      sent = true;
      connection.cancel(processID, secretKey);
    };
    connection.on("connect", () => {
      if (!ssl) send();
      else if (sslNegotiation !== "direct") connection.requestSsl();
    });
    connection.on("sslconnect", send);
    connection.on("end", resolve);
    connection.on("error", (error) => (sent ? resolve() : reject(error)));
    if (host.startsWith("/")) connection.connect(`${host}/.s.PGSQL.${port}`);
    else connection.connect(port, host);
  });
}
