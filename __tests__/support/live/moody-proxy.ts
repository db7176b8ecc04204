import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Duration } from "../../../units/quantities";
import { seconds } from "../../../units/quantities";
import { loopback } from "../../../engines/run/process";

/** `slow`: ten seconds late, or as late as is said; `garbage`: a page for people, with status 200. */
export type Mood = "well" | "slow" | "garbage";

/** Stands before a server, passes on what it is asked and answered, and has moods. */
export interface MoodyProxy {
  /** `http://127.0.0.1:41235` */
  readonly url: string;
  mood: Mood;
  /** How many answers it gave late so far. */
  answeredLate: number;
  /** Refuses connections, like a server that is down, until it is back at the same address. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param target of what answers, `http://127.0.0.1:41235`
 * @param hears is told of each question, with its body
 * @param late how slow it is when it is slow
 */
export async function startMoodyProxy(
  target: string,
  hears: (request: IncomingMessage, body: string) => void = () => undefined,
  late: Duration = seconds(10),
): Promise<MoodyProxy> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await read(request);
    hears(request, body);
    if (proxy.mood === "garbage") {
      response.setHeader("content-type", "text/html").end("<html><body>Back soon!</body></html>");
      return;
    }
    const { mood } = proxy;
    if (mood === "slow") await sleep(late.milliseconds);
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
    if (mood === "slow") proxy.answeredLate++;
  };

  // One who asked and went away is no reason to stop.
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, loopback, resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const leave = async (): Promise<void> => {
    const left = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await left;
  };
  const proxy: MoodyProxy = {
    url: `http://${loopback}:${port}`,
    mood: "well",
    answeredLate: 0,
    leave,
    comeBack: () => listen(port),
    stop: leave,
  };
  return proxy;
}

const hopByHop = ["connection", "content-length", "host", "transfer-encoding"];

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
