import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Duration } from "../../../units/quantities";
import { inSeconds } from "../../../units/quantities";
import { runToEnd } from "../../../engines/run/process";

export interface Certificate {
  /** PEM: what the server shows. */
  readonly cert: string;
  /** PEM: what only the server has. */
  readonly key: string;
}

/**
 * A certificate for `localhost` that vouches for itself: whoever is given it to trust does, nobody else.
 *
 * @param folder where it is made
 * @param goodFor whole days
 */
export const selfMadeCertificate = (folder: string, name: string, goodFor: Duration): Promise<Certificate> =>
  certificateFor(folder, "localhost", goodFor, name);

/** The same for any host. */
export async function certificateFor(
  folder: string,
  host: string,
  goodFor: Duration,
  name = host,
): Promise<Certificate> {
  const [certFile, keyFile] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  const { complaint } = await runToEnd("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
    ...["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${host}`],
    ...["-days", `${inSeconds(goodFor) / 86_400}`, "-out", certFile, "-keyout", keyFile],
  ]);
  if (complaint) throw new Error(`openssl made no certificate: ${complaint}`);
  return { cert: readFileSync(certFile, "utf8"), key: readFileSync(keyFile, "utf8") };
}
