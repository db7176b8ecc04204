/** What doctor looks for is what is synthesized: nothing of it is written down twice. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { asGrafanaAsks } from "../../doctor/as-grafana-asks";
import { jobsFor } from "../../doctor/checks/all";
import { probedCertificates } from "../../doctor/checks/certificates";
import type { Ask } from "../../doctor/question";
import { endpointOf, isReadOnly } from "../../doctor/read-only";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { parse } from "../../promql/parse";
import { expectationsOf } from "../support/doctor/expectations";

const { expected } = expectationsOf(production);

describe("what is looked for", () => {
  it("is every object that has something scraped, of charts and of our own", () => {
    const pools = expected.scrapes.map(({ pool, pools: count }) => `${pool} ${count}`);
    expect(pools).toContain("serviceMonitor/monitoring/kps-kubelet 1");
    expect(pools).toContain("serviceMonitor/monitoring/red-shop-api 2");
    expect(pools).toContain("serviceMonitor/monitoring/use-rabbitmq-metrics 3");
    expect(pools).toContain("serviceMonitor/monitoring/logstash-exporter 2");
    expect(pools).toContain("probe/monitoring/shop-api.ireland 1");
    expect(new Set(pools).size).toBe(pools.length);
  });

  it("is all thirteen metrics, and without AWS those that are left", () => {
    expect(expected.series.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(expectationsOf(local).expected.series.map(({ number }) => number)).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13],
    ]);
    expect(expected.series[3]).toMatchObject({
      series: expect.arrayContaining(["monitoring:http_request_duration_seconds:p95_5m"]),
      of: { service: "shop-api" },
      labels: ["service", "endpoint", "http_status_code"],
    });
  });

  it("is who hears of alerts, but for what is secret", () => {
    expect(expected.contacts.find(({ name }) => name === "sales-mail")).toEqual({
      name: "sales-mail",
      type: "email",
      settings: { addresses: "sales-systems@example.com" },
    });
    expect(expected.contacts.find(({ name }) => name === "heartbeat")).toEqual({
      name: "heartbeat",
      type: "webhook",
      settings: {},
    });
    expect(JSON.stringify(expected.contacts)).not.toContain("${var.");
  });

  it("is where logs are kept, and for how long", () => {
    expect(expected.logs).toMatchObject({
      allStreams: "logs-*-production",
      space: "production",
      snapshots: ["logs-daily"],
      lifecycles: expect.arrayContaining([{ name: "log-shop-api", phases: { hot: "0ms", warm: "7d", delete: "30d" } }]),
    });
    expect(expected.logs.streams.map(({ stream }) => stream)).toContain("logs-shop.db-production");
  });

  it("is no target where shards divide them, and the reader is told", async () => {
    const jobs = jobsFor({ ...expected, isSharded: true }, 0);
    expect(jobs.flatMap(({ check, part }) => (check === "version" ? [part] : []))).not.toContain("Prometheus");
    const targets = jobs.find(({ check }) => check === "targets");
    expect(await targets?.run(() => Promise.reject(new Error("nobody is asked")))).toMatchObject([
      { verdict: "warning", what: "which targets each of them has is not looked at." },
    ]);
  });

  it("is each panel with its variables filled in, so that Prometheus can read it", () => {
    const texts = expected.dashboards.flatMap((dashboard) =>
      dashboard.panels.flatMap(({ queries }) =>
        queries
          .filter(({ datasource }) => datasource.type === "prometheus")
          .map(({ text }) => asGrafanaAsks(text, dashboard)),
      ),
    );
    expect(texts.length).toBeGreaterThan(300);
    expect(texts.filter((text) => text.includes("$__") || "problem" in parse(text))).toEqual([]);
    const dashboard = { settings: { templating: { list: [{ name: "queue", allValue: ".+" }, { name: "q" }] } } };
    expect(asGrafanaAsks('a{q=~"$queue|$q|${q:regex}"}[$__rate_interval]', dashboard)).toBe('a{q=~".+|.*|.*"}[2m]');
  });
});

describe("what is asked", () => {
  const question = (path: string, method: "GET" | "POST" = "GET") => ({ api: "Elasticsearch" as const, path, method });

  it("can change nothing: it is on a list, or it is not asked", () => {
    expect(isReadOnly(question("/_cluster/health?pretty"))).toBe(true);
    expect(isReadOnly(question("/logs-*-production/_ilm/explain?only_errors=true"))).toBe(true);
    expect(endpointOf({ path: "/_cluster/health?pretty" })).toBe("GET /_cluster/health");
    for (const refused of [
      question("/logs-shop/_ilm/retry", "POST"),
      question("/_cluster/health", "POST"),
      question("/_cluster/health/../settings"),
      question("/_slm/policy/logs-daily/_execute"),
      { api: "Grafana" as const, path: "/api/v1/provisioning/contact-points", method: "POST" as const },
      { api: "Prometheus" as const, path: "/api/v1/admin/tsdb/delete_series", method: "POST" as const },
    ])
      expect(isReadOnly(refused)).toBe(false);
  });
});

describe("certificates that probes see", () => {
  const job = probedCertificates(["platform"]);
  const found = (days: Readonly<Record<string, number>>) =>
    job.run((question) =>
      Promise.resolve(
        question.read({
          status: "success",
          data: {
            resultType: "vector",
            result: Object.entries(days).map(([service, left]) => ({
              metric: { service },
              value: [0, String(left * 86_400 + 60)],
            })),
          },
        }),
      ),
    );

  it("are not well where Prometheus cannot tell of them", async () => {
    const refused: Ask = (question) =>
      Promise.resolve(question.read({ status: "error", errorType: "execution", error: "query timed out" }));
    expect(await job.run(refused)).toMatchObject([
      { subject: "probes", verdict: "bad", what: "Prometheus does not answer its query A: query timed out" },
    ]);
  });

  it("are renewed by whoever issued them: that of all that serves here by cert-manager", async () => {
    expect(await found({ "shop-api": 20, platform: 6 })).toMatchObject([
      { subject: "shop-api", verdict: "warning", fix: expect.stringContaining("certificate-expires.md") },
      { subject: "platform", verdict: "bad", fix: expect.stringContaining("describe certificate monitoring-tls") },
    ]);
  });

  it("are missed where there has to be one", async () => {
    expect(await found({ "shop-api": 60 })).toMatchObject([
      { subject: "shop-api", verdict: "good" },
      { subject: "platform", verdict: "warning", what: "no probe sees its certificate." },
    ]);
    expect(await found({ platform: 60 })).toMatchObject([{ subject: "platform", verdict: "good" }]);
  });

  it("have to be there where an environment has a certificate of its own, and somebody to ask for it", () => {
    expect([production, local].map((environment) => expectationsOf(environment).expected.certificates)).toEqual([
      ["platform"],
      [],
    ]);
  });
});

describe("remedies", () => {
  it("lead to pages that there are", () => {
    const root = join(__dirname, "..", "..");
    const sources = readdirSync(join(root, "doctor"), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".ts"),
    );
    const pages = new Set(
      sources.flatMap((name) => readFileSync(join(root, "doctor", name), "utf8").match(/docs\/[\w/-]+\.md/g) ?? []),
    );
    expect(pages.size).toBeGreaterThan(5);
    expect([...pages].filter((page) => !existsSync(join(root, page)))).toEqual([]);
  });
});
