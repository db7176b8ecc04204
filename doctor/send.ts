import { request as plainRequest } from "node:http";
import { request as encryptedRequest } from "node:https";
import type { Socket } from "node:net";
import type { PeerCertificate } from "node:tls";
import { TLSSocket, rootCertificates } from "node:tls";
import type { Duration } from "../units/quantities";
import type { Connection } from "./connections";
import type { Question } from "./question";

/** What came back from a program, whatever it is. */
export interface Response {
  readonly status: number;
  readonly body: string;
  /**
   * Until when the certificate that was shown is good, in milliseconds since the epoch. @default it is not encrypted
   */
  readonly certifiedUntil?: number;
}

export interface Sending {
  readonly connection: Connection;
  readonly timeout: Duration;
  /** Ends all questions once it is aborted. */
  readonly signal: AbortSignal;
  /** Certificates of authorities, PEM. @default those that everybody trusts */
  readonly authorities: readonly string[];
}

/** More than any answer has that is one. */
const mostBytes = 64 * 2 ** 20;

/**
 * Sends a question by Node's `http` or `https`: `fetch` can be told neither whom to trust nor whose certificate to
 * expect.
 * @throws as Node's sockets do
 */
export function send(question: Question<unknown>, sending: Sending): Promise<Response> {
  const { connection, timeout, signal, authorities } = sending;
  const { method = "GET", path, json, form } = question;
  const url = new URL(connection.url + path);
  const isEncrypted = url.protocol === "https:";
  const [type, body] =
    form !== undefined
      ? ["application/x-www-form-urlencoded", new URLSearchParams(form).toString()]
      : ["application/json", json === undefined ? undefined : JSON.stringify(json)];
  return new Promise((resolve, reject) => {
    let answered = false;
    const asked = (isEncrypted ? encryptedRequest : plainRequest)(
      url,
      {
        method,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeout.milliseconds)]),
        headers: {
          accept: "application/json",
          ...(body !== undefined && { "content-type": type, "content-length": Buffer.byteLength(body) }),
          ...(connection.authorization !== undefined && { authorization: connection.authorization }),
        },
        ...(isEncrypted && {
          ...(authorities.length > 0 && { ca: [...rootCertificates, ...authorities] }),
          ...(connection.certifiedAs !== undefined && { servername: connection.certifiedAs }),
        }),
      },
      (answer) => {
        answered = true;
        // When everything is read the socket may be gone.
        const until = endOf(answer.socket);
        const pieces: Buffer[] = [];
        let bytes = 0;
        answer.on("data", (piece: Buffer) => {
          pieces.push(piece);
          bytes += piece.length;
          if (bytes > mostBytes) answer.destroy(new Error("the answer does not end"));
        });
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            body: Buffer.concat(pieces).toString("utf8"),
            ...(until !== undefined && { certifiedUntil: until }),
          }),
        );
      },
    );
    asked.on("error", (failure) => {
      // Taken up again the moment it was closed: https://nodejs.org/api/http.html#requestreusedsocket
      const isStale = asked.reusedSocket && "code" in failure && failure.code === "ECONNRESET" && !answered;
      if (isStale) resolve(send(question, sending));
      else reject(failure);
    });
    asked.end(body);
  });
}

/** A connection that is taken up again shows none. */
function endOf(socket: Socket): number | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const { valid_to: until } = socket.getPeerCertificate() as Partial<PeerCertificate>;
  return until === undefined ? undefined : Date.parse(until);
}
