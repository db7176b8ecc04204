/**
 * Stands in for the APIs that cannot be run here, each below a path of its own, with the answers that their
 * documentation shows; what a real engine can answer is asked of that.
 */
import type { RequestListener } from "node:http";
import { createServer } from "node:http";
import { createServer as createEncrypted } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { loopback } from "../../../engines/run/process";
import type { Certificate } from "../live/certificate";

export interface Asked {
  readonly method: string;
  /** Without what it is asked for besides. */
  readonly path: string;
  readonly search: string;
  readonly body: string;
}

/** JSON, or a text as it is. */
export interface Told {
  readonly status: number;
  readonly body: unknown;
}

/** Says something, leaves it to the next, never says anything, or begins to and never ends. */
export type Teller = (asked: Asked) => Told | undefined | "nothing" | "half an answer" | Promise<Told | undefined>;

export interface Double {
  readonly url: string;
  /** All that was asked: `GET /grafana/api/health`. */
  readonly asked: readonly string[];
  /** Puts somebody before all others until it is called back. */
  interrupt(teller: Teller): () => void;
  stop(): Promise<void>;
}

export async function startDouble(tellers: readonly Teller[], certificate?: Certificate): Promise<Double> {
  let all = [...tellers];
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const [path = "", search = ""] = (request.url ?? "").split("?");
      const question = { method: request.method ?? "", path, search, body: Buffer.concat(pieces).toString() };
      asked.push(`${question.method} ${path}`);
      void firstOf(all, question).then((told) => {
        if (told === "nothing") return;
        if (told === "half an answer") {
          response.writeHead(200, { "content-length": 1000 }).write("{");
          return;
        }
        response.writeHead(told.status, { "content-type": "application/json" });
        response.end(typeof told.body === "string" ? told.body : JSON.stringify(told.body));
      });
    });
  };
  const server = certificate ? createEncrypted({ ...certificate }, listener) : createServer(listener);
  await listening(server);
  return {
    url: `http${certificate ? "s" : ""}://${loopback}:${(server.address() as AddressInfo).port}`,
    asked,
    interrupt: (teller) => {
      all = [teller, ...all];
      return () => {
        all = all.filter((other) => other !== teller);
      };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listening = (server: Server): Promise<void> =>
  new Promise((resolve) => void server.listen(0, loopback, () => resolve()));

async function firstOf(tellers: readonly Teller[], asked: Asked): Promise<Told | "nothing" | "half an answer"> {
  for (const teller of tellers) {
    const told = await teller(asked);
    if (told !== undefined) return told;
  }
  return { status: 404, body: { message: "Not found" } };
}

/** @param answers by method and path */
export const telling =
  (answers: Readonly<Record<string, unknown>>): Teller =>
  ({ method, path }) => {
    const body = answers[`${method} ${path}`];
    return body === undefined ? undefined : { status: 200, body };
  };

/** Hands on what lies below a path. */
export const handingOn =
  (below: string, url: string): Teller =>
  async ({ method, path, search, body }) => {
    if (!path.startsWith(`${below}/`)) return undefined;
    const answer = await fetch(`${url}${path.slice(below.length)}${search === "" ? "" : `?${search}`}`, {
      method,
      ...(body !== "" && { body, headers: { "content-type": "application/x-www-form-urlencoded" } }),
    });
    return { status: answer.status, body: await answer.text() };
  };
