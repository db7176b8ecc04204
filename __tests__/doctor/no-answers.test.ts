/**
 * APIs that do not answer, or not what was asked: it is said once why, and nothing that was not asked is called bad.
 */
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { exitCodeOf } from "../../commands/doctor/exit-code";
import { clientOf } from "../../doctor/client";
import type { Addresses } from "../../doctor/connections";
import { connectionsOf } from "../../doctor/connections";
import type { Examination } from "../../doctor/examine";
import { examine } from "../../doctor/examine";
import type { Line } from "../../doctor/line";
import { freePorts, loopback } from "../../engines/run/process";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import type { Duration } from "../../units/quantities";
import { milliseconds, seconds } from "../../units/quantities";
import type { Double, Teller } from "../support/doctor/double";
import { startDouble } from "../support/doctor/double";
import { expectationsOf } from "../support/doctor/expectations";
import { emptyFolder } from "../support/folder";
import { certificateFor } from "../support/live/certificate";

const { expected } = expectationsOf(local);
const signedIn = { TF_VAR_grafana_auth: "token", TF_VAR_elasticsearch_password: "password" };

const started: Double[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
});

async function doubled(teller: Teller, certificate?: Parameters<typeof startDouble>[1]): Promise<Double> {
  const double = await startDouble([teller], certificate);
  started.push(double);
  return double;
}

interface Asking {
  /** @default local */
  readonly environment?: Environment;
  readonly addresses: Addresses;
  readonly variables?: Readonly<Record<string, string>>;
  readonly timeout?: Duration;
  /** For everything. */
  readonly within?: Duration;
  readonly authorities?: readonly string[];
}

function diagnosis({ timeout = seconds(10), authorities = [], within, ...asking }: Asking) {
  const { environment = local, addresses, variables = signedIn } = asking;
  const connections = connectionsOf(environment, addresses, variables);
  const client = clientOf({
    connections,
    timeout,
    authorities,
    signal: AbortSignal.timeout((within ?? seconds(20)).milliseconds),
  });
  return examine({ expected, client, connections, now: Date.now() });
}

/** All four behind one door. */
const allAt = (url: string): Addresses => ({ Grafana: url, Elasticsearch: url, Kibana: url });

const always =
  (status: number, body: unknown): Teller =>
  () => ({ status, body });

const told = ({ lines }: Examination): string[] =>
  lines.filter(({ verdict }) => verdict !== "unknown").map(({ part, what }) => `${part}: ${what}`);

/** The word at the end of a remedy. */
const last = ({ fix = "" }: Line): string => fix.split(" ").at(-1) ?? "";

const unknown = (lines: readonly Line[]): number => lines.filter(({ verdict }) => verdict === "unknown").length;

describe("an API", () => {
  it("that does not let us in is asked once, and not again through another", async () => {
    const double = await doubled(always(401, { message: "Unauthorized" }));
    const found = await diagnosis({ addresses: { Grafana: double.url } });
    const ofGrafana = found.lines.filter(({ part }) => part === "Grafana" || part === "Prometheus");
    expect(ofGrafana.filter(({ verdict }) => verdict === "bad")).toEqual([
      {
        part: "Grafana",
        check: "answers",
        subject: "Grafana",
        verdict: "bad",
        what: `${double.url} does not let us in (401).`,
        fix: expect.stringContaining("docs/secrets.md"),
      },
    ]);
    expect(unknown(ofGrafana)).toBe(ofGrafana.length - 1);
    // Those that were on their way.
    expect(double.asked.length).toBeLessThanOrEqual(6);
    expect(exitCodeOf(found.lines, found.reasons)).toBe(12);
  });

  it("that lets us in and does not let us ask names what we may not", async () => {
    const double = await doubled(always(403, { message: "Access denied" }));
    const found = await diagnosis({ addresses: allAt(double.url) });
    expect(told(found)).toHaveLength(4);
    expect(told(found)[1]).toMatch(
      /^Grafana: Grafana lets us in, but not to ask GET \/api\/health \(403\)\. So it is with \d+ other questions\.$/,
    );
    expect(exitCodeOf(found.lines, found.reasons)).toBe(12);
  });

  it.each([
    [404, "404 page not found", /answers 404 to GET .*: "404 page not found"/],
    [500, { message: "database is locked" }, /answers 500 to GET .*database is locked/],
    [200, "<html><head><style>a{}</style></head><body><h1>Sign in</h1></body></html>", /with HTML \(200\): "Sign in"/],
    [200, "not at all", /with no JSON \(200\): "not at all"/],
    [200, { hello: "world" }, /JSON of another form than is documented/],
    [200, [null], /JSON of another form than is documented/],
  ])("that answers %i with %j is named once, and nothing else is called bad", async (status, body, words) => {
    const double = await doubled(always(status, body));
    const found = await diagnosis({ addresses: allAt(double.url) });
    expect(told(found)).toHaveLength(4);
    for (const line of told(found)) expect(line).toMatch(words);
    expect(unknown(found.lines)).toBe(found.lines.length - 4);
    expect(unknown(found.lines)).toBeGreaterThan(400);
    expect(exitCodeOf(found.lines, found.reasons)).toBe(25);
  });

  it("that never says anything is not waited for hundreds of times", async () => {
    const double = await doubled(() => "nothing");
    const began = Date.now();
    const found = await diagnosis({ addresses: allAt(double.url), timeout: milliseconds(200) });
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(told(found)).toHaveLength(4);
    for (const line of told(found)) expect(line).toMatch(/does not answer within 200 ms/);
    expect(exitCodeOf(found.lines, found.reasons)).toBe(25);
  }, 15_000);

  it("that is slow is not waited for longer than there is time for everything", async () => {
    const double = await doubled(() => "nothing");
    const found = await diagnosis({ addresses: allAt(double.url), within: milliseconds(300) });
    expect(told(found)).toEqual(
      ["Prometheus", "Grafana", "Elasticsearch", "Kibana"].map(
        (part) => `${part}: there was no time left to ask all of ${part}.`,
      ),
    );
  });

  it("that has closed a connection just as it is taken up again is asked over another one", async () => {
    // It answers the first question on each connection, and at the second one it hangs up.
    const server = createServer((request, response) => {
      const { socket } = request as { readonly socket: Socket & { wasAsked?: true } };
      if (socket.wasAsked) return void socket.resetAndDestroy();
      socket.wasAsked = true;
      response.end(JSON.stringify({ status: "green", unassigned_shards: 0 }));
    });
    await new Promise<void>((resolve) => void server.listen(0, loopback, resolve));
    const { port } = server.address() as AddressInfo;
    const found = await diagnosis({ addresses: allAt(`http://${loopback}:${port}`) });
    server.closeAllConnections();
    server.close();
    expect(told(found).filter((line) => line.includes("cannot be reached"))).toEqual([]);
    expect(found.lines).toContainEqual(expect.objectContaining({ check: "health", verdict: "good" }));
  });

  it("that is not there is named with the way to a port-forward", async () => {
    const [port = 0] = await freePorts(1);
    const found = await diagnosis({ addresses: allAt(`http://${loopback}:${port}`) });
    const causes = found.lines.filter(({ verdict }) => verdict === "bad");
    // Prometheus is behind Grafana: it is Grafana that cannot be reached.
    expect(causes.map(({ part }) => part)).toEqual(["Grafana", "Elasticsearch", "Kibana"]);
    expect(causes.map(({ what }) => what)).toEqual(
      causes.map(() => `http://127.0.0.1:${port} cannot be reached (ECONNREFUSED).`),
    );
    expect(causes[1]?.fix).toContain("kubectl -n monitoring port-forward svc/logs-es-http 9200");
    expect(exitCodeOf(found.lines, found.reasons)).toBe(25);
  });

  it("is not asked without what we sign in with; others are", async () => {
    const double = await doubled(always(500, {}));
    const variables = { TF_VAR_elasticsearch_password: "password" };
    const found = await diagnosis({ addresses: allAt(double.url), variables });
    expect(told(found)).toHaveLength(3);
    expect(told(found)[0]).toBe(
      "Grafana: TF_VAR_grafana_auth is not set, and nowhere to be read; without it Grafana cannot be asked.",
    );
    expect(double.asked.some((asked) => asked.includes("/api/health"))).toBe(false);
    expect(double.asked).toContain("GET /_cluster/health");
    expect(exitCodeOf(found.lines, found.reasons)).toBe(10);
  });
});

describe("behind a port-forward, a certificate", () => {
  const folder = emptyFolder("certificates");
  const month = seconds(30 * 86_400);
  const health = always(200, { status: "green", unassigned_shards: 0 });

  const elasticsearch = async (host: string, trusts: boolean) => {
    const certificate = await certificateFor(folder, host, month);
    const double = await doubled(health, certificate);
    const found = await diagnosis({
      addresses: { Elasticsearch: double.url },
      authorities: trusts ? [certificate.cert] : [],
    });
    return found.lines.filter(({ part }) => part === "Elasticsearch");
  };

  it("is that of the Service, signed by the operator's authority", async () => {
    const lines = await elasticsearch("logs-es-http.monitoring.svc", true);
    expect(lines).toContainEqual(expect.objectContaining({ check: "health", verdict: "good" }));
    expect(lines).toContainEqual(
      expect.objectContaining({ check: "certificate", what: "its certificate is good for 29 more days." }),
    );
  });

  it("is refused without that authority, and the remedy says how to come by it", async () => {
    const [first, ...others] = await elasticsearch("logs-es-http.monitoring.svc", false);
    expect(first).toMatchObject({ what: expect.stringContaining("is not trusted: self-signed certificate") });
    expect(first?.fix).toContain("--ca FILE: kubectl -n monitoring get secret logs-es-http-certs-public");
    expect(others.every(({ verdict }) => verdict === "unknown")).toBe(true);
  });

  it("is refused where it is another's", async () => {
    const [first] = await elasticsearch("logs-kb-http.monitoring.svc", true);
    expect(first?.what).toMatch(/is not trusted: .*logs-es-http\.monitoring\.svc\. is not in the cert's altnames/);
  });

  it("is that of the host, where there is an ingress", () => {
    const of = (url: string) => connectionsOf(local, { Elasticsearch: url }, {}).Elasticsearch.certifiedAs;
    expect(of("https://elastic.example.com")).toBe(undefined);
    expect(of("https://localhost:9200")).toBe("logs-es-http.monitoring.svc");
  });

  const prometheus = async (trusts: boolean) => {
    const certificate = await certificateFor(folder, "*.monitoring.svc", month, "monitoring-tls");
    const double = await doubled(always(500, {}), certificate);
    const found = await diagnosis({
      environment: production,
      addresses: { Prometheus: double.url },
      authorities: trusts ? [certificate.cert] : [],
    });
    return found.lines.filter(({ part }) => part === "Prometheus");
  };

  it("is that of Prometheus' Service, signed by the authority of the environment's certificates", async () => {
    expect(await prometheus(true)).toContainEqual(
      expect.objectContaining({ check: "certificate", what: "its certificate is good for 29 more days." }),
    );
  });

  it("of Prometheus is refused without that authority, and the remedy says how to come by it", async () => {
    const [first] = await prometheus(false);
    expect(first).toMatchObject({ what: expect.stringContaining("is not trusted: self-signed certificate") });
    expect(first?.fix).toContain("--ca FILE: kubectl -n monitoring get secret monitoring-tls -o");
  });

  it.each([
    ["of their Services", "https://localhost", production, ["kps-prometheus.monitoring.svc", "grafana.monitoring.svc"]],
    ["of the host", "https://monitoring.example.com", production, [undefined, undefined]],
    ["of nobody", "http://localhost", local, [undefined, undefined]],
  ] as const)("of Prometheus and Grafana is that %s, at %s", (_, host, environment, names) => {
    const addresses = { Prometheus: `${host}:9090`, Grafana: `${host}:3000` };
    const { Prometheus, Grafana } = connectionsOf(environment, addresses, {});
    expect([Prometheus, Grafana].map(({ certifiedAs }) => certifiedAs)).toEqual(names);
  });

  it.each([
    ["is shown in production", production, ["https://localhost:9090", "https://localhost:3000"]],
    ["is not on a laptop", local, ["http://localhost:9090", "http://localhost:3000"]],
  ] as const)("%s, and the remedy for what cannot be reached says so", async (_, environment, urls) => {
    const [port = 0] = await freePorts(1);
    const nobody = `http://${loopback}:${port}`;
    const found = await diagnosis({ environment, addresses: { Prometheus: nobody, Grafana: nobody } });
    const fixes = found.lines.filter(({ part, verdict }) => /Prom|Graf/.test(part) && verdict === "bad").map(last);
    expect(fixes).toEqual(urls);
  });
});
