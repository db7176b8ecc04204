/** Servers and proxies that repeat in their answers what they were sent: nobody reads it in what the doctor says. */
import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { clientOf } from "../../doctor/client";
import { connectionsOf } from "../../doctor/connections";
import { withoutCredentials } from "../../doctor/credentials";
import { examine } from "../../doctor/examine";
import type { Line } from "../../doctor/line";
import { loopback } from "../../engines/run/process";
import { local } from "../../environments/local";
import { seconds } from "../../units/quantities";
import { expectationsOf } from "../support/doctor/expectations";

const { expected } = expectationsOf(local);
const secrets = { token: "glsa_hush", password: 'hush "quoted"' };

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** All four behind one server, which answers each question with what was sent to sign in. */
async function linesWhere(answered: (sent: string, asked: IncomingMessage) => Answer): Promise<readonly Line[]> {
  const one = createServer((request, response) => {
    const { status, body } = answered(request.headers.authorization ?? "", request);
    response.writeHead(status).end(body);
  });
  server = one;
  await new Promise<void>((resolve) => void one.listen(0, loopback, resolve));
  const url = `http://${loopback}:${(one.address() as AddressInfo).port}`;
  const variables = { TF_VAR_grafana_auth: secrets.token, TF_VAR_elasticsearch_password: secrets.password };
  const connections = connectionsOf(local, { Grafana: url, Elasticsearch: url, Kibana: url }, variables);
  const client = clientOf({ connections, timeout: seconds(10), authorities: [], signal: AbortSignal.timeout(20_000) });
  return (await examine({ expected, client, connections, now: Date.now() })).lines;
}

/** With the beginnings of all that they are spelled as. */
const held = /hush|glsa|dGVy/;

const shown = (lines: readonly Line[]): string => lines.map(({ what, fix = "" }) => `${what} ${fix}`).join("\n");

const pairOf = (sent: string): string => Buffer.from(sent.replace("Basic ", ""), "base64").toString();

describe("what we signed in with", () => {
  it.each<readonly [string, (sent: string) => Answer]>([
    ["in an error", (sent) => ({ status: 500, body: `no upstream takes Authorization: ${sent}` })],
    ["in an error in JSON", (sent) => ({ status: 500, body: JSON.stringify({ message: `who is ${pairOf(sent)}?` }) })],
    ["without what fills base64 up", (sent) => ({ status: 502, body: sent.replace(/=+$/, "") })],
    ["on a page", (sent) => ({ status: 200, body: `<html><pre>authorization: ${sent}</pre></html>` })],
    ["where what is said is cut short", (sent) => ({ status: 500, body: "-".repeat(220) + sent })],
  ])("is shown nowhere: %s", async (_, answered) => {
    const lines = await linesWhere(answered);
    expect(lines.filter(({ verdict }) => verdict === "bad")).toHaveLength(4);
    expect(shown(lines)).not.toMatch(held);
  });

  it("is shown nowhere: in an answer that is understood", async () => {
    const lines = await linesWhere((sent, { url = "" }) =>
      url.endsWith("/health")
        ? { status: 200, body: JSON.stringify({ status: "ERROR", message: `it refuses ${sent}` }) }
        : { status: 500, body: "" },
    );
    const told = lines.filter(({ check, verdict }) => check === "data sources" && verdict === "bad");
    expect(told[0]?.what).toBe("Grafana cannot ask it: it refuses Bearer [credentials]");
    expect(shown(lines)).not.toMatch(held);
  });

  it("is all that is taken out", () => {
    const basic = `Basic ${Buffer.from("terraform:a").toString("base64")}`;
    expect(withoutCredentials(`who is terraform, of ${basic}? terraform:a`, basic)).toBe(
      "who is terraform, of Basic [credentials]? [credentials]",
    );
  });
});
