import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { seconds } from "../../../units/quantities";
import { loopback } from "./process";

/** `slow`: ten seconds late; `garbage`: a page for people, with status 200. */
export type Mood = "well" | "slow" | "garbage";

/** Stands before a server, passes on what it is asked and answered, and has moods. */
export interface MoodyProxy {
  /** `http://127.0.0.1:41235` */
  readonly url: string;
  mood: Mood;
  stop(): Promise<void>;
}

/**
 * @param target of what answers, `http://127.0.0.1:41235`
 * @param hears is told of each question, with its body
 */
export async function startMoodyProxy(
  target: string,
  hears: (request: IncomingMessage, body: string) => void = () => undefined,
): Promise<MoodyProxy> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await read(request);
    hears(request, body);
    if (proxy.mood === "garbage") {
      response.setHeader("content-type", "text/html").end("<html><body>Back soon!</body></html>");
      return;
    }
    if (proxy.mood === "slow") await sleep(seconds(10).milliseconds);
    const { method = "POST", url = "/", headers } = request;
    const forwarded = await fetch(target + url, {
      method,
      headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
        typeof value === "string" && !hopByHop.includes(name) ? [[name, value]] : [],
      ),
      ...(method !== "GET" && { body }),
    });
    const type = forwarded.headers.get("content-type");
    if (type) response.setHeader("content-type", type);
    response.writeHead(forwarded.status).end(Buffer.from(await forwarded.arrayBuffer()));
  };

  // One who asked and went away is no reason to stop.
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  const proxy: MoodyProxy = {
    url: `http://${loopback}:${(server.address() as AddressInfo).port}`,
    mood: "well",
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}

const hopByHop = ["connection", "content-length", "host", "transfer-encoding"];

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
