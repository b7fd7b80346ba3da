import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Puts certificates into a folder: `ca.pem`, `other-ca.pem` that signed nothing, `server-cert.pem` for the name "localhost", `client-cert.pem`
 * for a user, and their keys.
 */
export function makeCertificates(folder: string, user: string): void {
  const openssl = (...args: string[]): unknown => execFileSync("openssl", args, { stdio: "ignore", cwd: folder });
  const key = (name: string): string[] => ["-newkey", "rsa:2048", "-nodes", "-keyout", `${name}-key.pem`];
  for (const name of ["ca", "other-ca"])
    openssl("req", "-x509", ...key(name), "-days", "2", "-out", `${name}.pem`, "-subj", `/CN=${name}`);
  writeFileSync(join(folder, "names.cnf"), "subjectAltName = DNS:localhost\n");
  for (const [name, subject, more] of [
    ["server", "localhost", ["-extfile", "names.cnf"]],
    ["client", user, []],
  ] as const) {
    openssl("req", ...key(name), "-out", `${name}.csr`, "-subj", `/CN=${subject}`);
    const signed = ["-CA", "ca.pem", "-CAkey", "ca-key.pem", "-CAcreateserial"];
    openssl("x509", "-req", "-in", `${name}.csr`, "-days", "2", ...signed, "-out", `${name}-cert.pem`, ...more);
  }
}
