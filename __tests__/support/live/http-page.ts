import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { loopback } from "../../../engines/run/process";

export interface Page {
  readonly address: string;
  stop(): Promise<void>;
}

/** Serves a text at every path, the same or one for each request: stands in for an exporter that needs a cluster. */
export async function servePage(text: string | (() => string)): Promise<Page> {
  const server = createServer((_, response) =>
    response.setHeader("content-type", "text/plain; version=0.0.4").end(typeof text === "string" ? text : text()),
  );
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  return {
    address: `${loopback}:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
