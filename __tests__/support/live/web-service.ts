import type { RequestListener, Server } from "node:http";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duration } from "../../../units/quantities";
import type { Certificate } from "./certificate";
import { loopback } from "../../../engines/run/process";

/** Stands in for an HTTP service as clients meet it, over TLS where it has a certificate. */
export interface WebService {
  /** Scheme, host and port: `https://localhost:41235`. */
  readonly address: string;
  /** How it answers from now on. @default 200 at once */
  answer(how: Answer): void;
  /** How many requests it got for a path. */
  requestsFor(path: string): number;
  stop(): Promise<void>;
}

export interface Answer {
  readonly status?: number;
  readonly after?: Duration;
  /** Where a redirect leads. */
  readonly location?: string;
}

export async function startWebService(certificate?: Certificate): Promise<WebService> {
  let { status = 200, after, location }: Answer = {};
  const requests = new Map<string, number>();
  const listener: RequestListener = ({ url = "" }, response) => {
    requests.set(url, (requests.get(url) ?? 0) + 1);
    const reply = () => response.writeHead(status, location === undefined ? {} : { location }).end("well\n");
    // Whoever stopped waiting keeps nobody else from ending.
    setTimeout(reply, after?.milliseconds ?? 0).unref();
  };
  const server: Server = certificate ? createTlsServer({ ...certificate }, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `${certificate ? "https" : "http"}://localhost:${port}`,
    answer: (how) => ({ status = 200, after, location } = how),
    requestsFor: (path) => requests.get(path) ?? 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
