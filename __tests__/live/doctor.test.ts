/**
 * Doctor, asked of a deployed environment that is well, and of one in which something is not: each fault is found, with
 * what to do, and nothing else is. Faults of targets, rules, series and lines are real ones; those of Grafana, Kibana,
 * of what OpenSearch lacks, of rules that stand still and of queries that are refused are answers as documented.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { doctorText } from "../../commands/doctor/terminal";
import { asGrafanaAsks } from "../../doctor/as-grafana-asks";
import type { Addresses } from "../../doctor/connections";
import type { Line } from "../../doctor/line";
import { pause } from "../../engines/run/process";
import { push } from "../../simulation/push";
import { Samples } from "../../simulation/remote-write";
import { milliseconds } from "../../units/quantities";
import type { Told } from "../support/doctor/double";
import type { KeptContact, KeptRule } from "../support/doctor/grafana";
import type { LiveWorld, RuleFile } from "../support/doctor/live-world";
import { passwords, startLiveWorld } from "../support/doctor/live-world";
import { componentNamed } from "../support/log-stack";

let world: LiveWorld;
beforeAll(async () => {
  world = await startLiveWorld();
}, 180_000);
afterAll(() => world.stop());

jest.setTimeout(60_000);

const unwell = (lines: readonly Line[]) => lines.filter(({ verdict }) => verdict !== "good");

/** What is not well: this one thing, with what to do. */
async function expectOnly(one: Pick<Line, "check" | "subject" | "verdict">, words: Words, addresses: Addresses = {}) {
  const { lines } = await world.diagnosis(addresses);
  const found = unwell(lines).map(({ check, subject, verdict, what, fix }) => ({ check, subject, verdict, what, fix }));
  expect(found).toEqual([{ ...one, what: expect.stringMatching(words.what), fix: expect.stringMatching(words.fix) }]);
}

interface Words {
  readonly what: RegExp;
  readonly fix: RegExp;
}

/** For as long as it is looked at an endpoint answers something else. */
async function whileTold(endpoint: string, changed: (told: unknown) => unknown, look: () => Promise<void>) {
  const [method = "", path = ""] = endpoint.split(" ");
  const usual: unknown = await (await fetch(world.double.url + path)).json();
  const back = world.double.interrupt((asked) =>
    asked.method === method && asked.path === path ? { status: 200, body: changed(usual) } : undefined,
  );
  await look().finally(back);
}

/** For as long as it is looked at Prometheus refuses one query, as it refuses one that joins what is not one to one. */
async function whileRefused(query: string, look: () => Promise<void>) {
  const back = world.double.interrupt(({ path, body }): Told | undefined =>
    path.endsWith("/api/v1/query") && new URLSearchParams(body).get("query") === query
      ? {
          status: 422,
          body: {
            status: "error",
            errorType: "execution",
            error: "found duplicate series for the match group {} on the right hand-side of the operation",
          },
        }
      : undefined,
  );
  await look().finally(back);
}

async function eventually(isSo: () => Promise<boolean>) {
  const deadline = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error("it did not come about");
    await pause(milliseconds(200));
  }
}

const allRules = (health: string) => async () =>
  (await world.prometheus.rules()).every((rule) => rule.health === health);
const allUp = async () => (await world.prometheus.targets()).filter(({ health }) => health === "up").length;

describe("doctor", () => {
  it("finds nothing where all is well, and asks by nothing that could change anything", async () => {
    const { lines, reasons } = await world.diagnosis();
    expect(unwell(lines)).toEqual([]);
    expect(reasons.size).toBe(0);
    expect(lines.length).toBeGreaterThan(600);
    expect(doctorText({ environment: "test", lines, columns: 80, verbose: false })).toMatch(
      /test is well: \d+ good\.$/,
    );
    const posted = new Set(world.double.asked.filter((asked) => !asked.startsWith("GET ")));
    expect([...posted].sort()).toEqual([
      "POST /grafana/api/datasources/proxy/uid/prometheus/api/v1/query",
      "POST /grafana/api/ds/query",
    ]);
  });

  it("asks Prometheus itself, where it is told its address", async () => {
    const before = world.double.asked.length;
    const { lines } = await world.diagnosis({ Prometheus: world.prometheus.url });
    expect(unwell(lines)).toEqual([]);
    expect(world.double.asked.slice(before).filter((asked) => asked.includes("/proxy/"))).toEqual([]);
  });

  it("says nothing of what it signs in with", async () => {
    const { lines } = await world.diagnosis({ Elasticsearch: `${world.double.url}/nowhere` });
    const said = JSON.stringify(lines);
    for (const secret of Object.values(passwords)) expect(said).not.toContain(secret);
    expect(said).toContain("answers 404");
  });
});

describe("doctor finds, of Prometheus,", () => {
  afterEach(async () => {
    await world.prometheus.reload({ scrapeConfigs: world.targets(), ruleFiles: world.ruleFiles });
    const targets = world.targets().length;
    await eventually(async () => (await allUp()) === targets && (await allRules("ok")()));
  });

  it("a target that is down", async () => {
    await world.prometheus.reload({ scrapeConfigs: world.targets({ down: "use-shop-db-postgres" }) });
    await eventually(async () => (await world.prometheus.targets()).some(({ health }) => health === "down"));
    await expectOnly(
      { check: "targets", subject: "use-shop-db-postgres", verdict: "bad" },
      {
        what: /^1 of 1 do not answer: 127.0.0.1:1: .*connection refused/,
        fix: /kubectl .*use-shop-db-postgres.*platform-targets-down.md/,
      },
    );
  });

  it("an exporter that is missing altogether, and so has no target that could be down", async () => {
    await world.prometheus.reload({ scrapeConfigs: world.targets({ gone: "red-crm-api" }) });
    await eventually(
      async () => !(await world.prometheus.targets()).some(({ scrapePool }) => scrapePool.includes("red-crm-api")),
    );
    await expectOnly(
      { check: "targets", subject: "red-crm-api", verdict: "bad" },
      { what: /scrapes nothing of it/, fix: /get servicemonitor red-crm-api.*helm -n monitoring status red-crm-api/ },
    );
  });

  it("a recording rule that fails", async () => {
    await world.prometheus.reload({ ruleFiles: { ...world.ruleFiles, "platform-rules": withFailing() } });
    await eventually(async () => (await world.prometheus.rules()).some(({ health }) => health === "err"));
    await expectOnly(
      { check: "recording rules", subject: "platform", verdict: "bad" },
      { what: /^monitoring:scrapes_refused:rate5m fails: .*same labelset/, fix: /platform-rules-fail.md/ },
    );
  });

  it("recording rules that stand still", () =>
    whileTold(
      "GET /grafana/api/datasources/proxy/uid/prometheus/api/v1/rules",
      (told) => {
        const { data } = told as { readonly data: { readonly groups: readonly LoadedGroup[] } };
        return {
          status: "success",
          data: { groups: data.groups.map((group) => (group.name === "elk" ? stopped(group, 25) : group)) },
        };
      },
      () =>
        expectOnly(
          { check: "recording rules", subject: "elk", verdict: "bad" },
          { what: /last evaluated 25 min ago/, fix: /kubectl -n monitoring logs prometheus/ },
        ),
    ));

  it("recording rules that are not loaded, and those that are not the described ones", async () => {
    const others = Object.fromEntries(
      Object.entries(world.ruleFiles).filter(([name]) => name !== "use-shop-media-rules"),
    );
    await world.prometheus.reload({ ruleFiles: { ...others, "elk-rules": withOtherQuery() } });
    await eventually(allRules("ok"));
    const { lines } = await world.diagnosis();
    expect(unwell(lines).filter(({ check }) => check === "recording rules")).toMatchObject([
      {
        subject: "use-shop-media",
        what: "Prometheus has not loaded it.",
        fix: expect.stringMatching(/npm run|kubectl/),
      },
      {
        subject: "elk",
        what: expect.stringMatching(/^1 of \d+ rules are not loaded as described/),
        fix: expect.stringMatching(/npm run|kubectl/),
      },
    ]);
  });

  it("a query of an alert that has no answer", async () => {
    const panels = new Set(
      world.expected.dashboards.flatMap((dashboard) =>
        dashboard.panels.flatMap(({ queries }) => queries.map(({ text }) => asGrafanaAsks(text, dashboard))),
      ),
    );
    const asked = world.expected.alerts.flatMap(({ uid, queries }) =>
      queries.map(({ text, refId }) => ({ uid, text, refId })),
    );
    const only = asked.find(
      ({ text, refId }) =>
        refId === "A" && !panels.has(text) && asked.filter((other) => other.text === text).length === 1,
    );
    await whileRefused(only?.text ?? "", () =>
      expectOnly(
        { check: "queries of alerts", subject: only?.uid ?? "", verdict: "bad" },
        { what: /its query A: found duplicate series/, fix: /npm start/ },
      ),
    );
  });

  it("a metric of the plan without one of its labels", async () => {
    const now = Date.now();
    const samples = new Samples(2);
    samples.add(now - 1000, 1);
    const series = samples.as({
      ...{ __name__: "monitoring:http_requests:rate5m", service: "shop-api" },
      ...{ endpoint: "/by-hand", params: "none" },
    });
    await push(world.prometheus.url, [series]);
    await expectOnly(
      { check: "metrics of the plan", subject: "1 Requests per second, shop", verdict: "bad" },
      { what: /without the label method/, fix: /monitoring:http_requests:rate5m\{method=""\}/ },
    );
    const end = new Samples(1);
    end.end(Date.now());
    await push(world.prometheus.url, [
      end.as({
        __name__: "monitoring:http_requests:rate5m",
        service: "shop-api",
        endpoint: "/by-hand",
        params: "none",
      }),
    ]);
  });
});

describe("doctor finds, of Grafana,", () => {
  it("an alert rule that is missing, and one that was altered", async () => {
    const endpoint = "GET /grafana/api/v1/provisioning/alert-rules";
    await whileTold(
      endpoint,
      (told) => (told as KeptRule[]).filter(({ uid }) => uid !== "shop-api-errors"),
      () =>
        expectOnly(
          { check: "alert rules", subject: "shop-api-errors", verdict: "bad" },
          { what: /has no rule "shop-api: requests fail/, fix: /deploy the stack monitoring/ },
        ),
    );
    await whileTold(
      endpoint,
      (told) =>
        (told as KeptRule[]).map((rule) =>
          rule.uid === "shop-api-errors"
            ? {
                ...rule,
                data: rule.data.map((step) => (step.refId === "A" ? { ...step, model: { expr: "vector(0)" } } : step)),
              }
            : rule,
        ),
      () =>
        expectOnly(
          { check: "alert rules", subject: "shop-api-errors", verdict: "bad" },
          { what: /step A is not the described one: vector\(0\)/, fix: /deploy the stack monitoring/ },
        ),
    );
  });

  it("an alert rule that cannot be evaluated", () =>
    whileTold(
      "GET /grafana/api/prometheus/grafana/api/v1/rules",
      (told) =>
        JSON.parse(JSON.stringify(told), (_, value: unknown) =>
          (value as { uid?: string } | null)?.uid === "log-shop-api-silent"
            ? { ...(value as object), health: "error", lastError: "failed to execute query A: no such host" }
            : value,
        ) as unknown,
      () =>
        expectOnly(
          { check: "alert rules", subject: "log-shop-api-silent", verdict: "bad" },
          { what: /its evaluation fails: .*no such host/, fix: /log-shop-api-silent/ },
        ),
    ));

  it("a contact point that is missing, and one that was altered by hand", async () => {
    const endpoint = "GET /grafana/api/v1/provisioning/contact-points";
    await whileTold(
      endpoint,
      (told) => (told as KeptContact[]).filter(({ name }) => name !== "storefront-on-call"),
      () =>
        expectOnly(
          { check: "contact points", subject: "storefront-on-call", verdict: "bad" },
          { what: /does not know it/, fix: /stack monitoring/ },
        ),
    );
    await whileTold(
      endpoint,
      (told) =>
        (told as KeptContact[]).map((contact) =>
          contact.name === "sales-mail" ? { ...contact, settings: { addresses: "somebody@example.org" } } : contact,
        ),
      () =>
        expectOnly(
          { check: "contact points", subject: "sales-mail", verdict: "bad" },
          { what: /addresses is "somebody@example.org"/, fix: /changed by hand/ },
        ),
    );
  });

  it("alerts that are led elsewhere", () =>
    whileTold(
      "GET /grafana/api/v1/provisioning/policies",
      (told) => ({ ...(told as object), receiver: "grafana-default-email" }),
      () =>
        expectOnly(
          { check: "notification policies", subject: "tree", verdict: "bad" },
          { what: /go to grafana-default-email, and should to platform-alerts/, fix: /puts it back/ },
        ),
    ));

  it("a panel whose query has no answer", async () => {
    const alerts = new Set(world.expected.alerts.flatMap(({ queries }) => queries.map(({ text }) => text)));
    const asked = world.expected.dashboards.flatMap((dashboard) =>
      dashboard.panels.flatMap(({ title, queries }) =>
        queries
          .filter(({ datasource }) => datasource.type === "prometheus")
          .map(({ text }) => ({ subject: `${dashboard.uid} › ${title}`, text: asGrafanaAsks(text, dashboard) })),
      ),
    );
    const only = asked.find(
      ({ text }) => !alerts.has(text) && asked.filter((other) => other.text === text).length === 1,
    );
    await whileRefused(only?.text ?? "", () =>
      expectOnly(
        { check: "panels", subject: only?.subject ?? "", verdict: "bad" },
        { what: /found duplicate series/, fix: /ask Prometheus/ },
      ),
    );
  });

  it("a version older than is described", () =>
    whileTold(
      "GET /grafana/api/health",
      (told) => ({ ...(told as object), version: "13.1.4" }),
      () =>
        expectOnly(
          { check: "version", subject: "Grafana", verdict: "bad" },
          { what: /it runs 13\.1\.4, and 13\.\d+\.\d+ is described/, fix: /stack platform/ },
        ),
    ));
});

describe("doctor finds, of Elasticsearch and Kibana,", () => {
  it("a data stream that is silent", async () => {
    const mes = componentNamed("mes-api");
    await world.logs.request("DELETE", "/_data_stream/logs-mes.api-test");
    await world.write(mes, Date.now() - 3 * 3_600_000);
    await expectOnly(
      { check: "data streams", subject: "mes-api", verdict: "bad" },
      { what: /its newest line is 3 h old; it is never silent for more than/, fix: /log-silent.md/ },
    );
    await world.write(mes, Date.now());
  });

  it("an index whose lifecycle is stuck", () =>
    whileTold(
      "GET /elasticsearch/logs-*-test/_ilm/explain",
      () => ({
        indices: {
          ".ds-logs-shop.api-test-2026.03.14-000001": {
            ...{ index: ".ds-logs-shop.api-test-2026.03.14-000001", managed: true, policy: "log-shop-api" },
            ...{ phase: "warm", action: "forcemerge", step: "ERROR", failed_step: "forcemerge" },
            step_info: { type: "illegal_argument_exception", reason: "the index is blocked" },
          },
        },
      }),
      () =>
        expectOnly(
          { check: "lifecycle steps", subject: ".ds-logs-shop.api-test-2026.03.14-000001", verdict: "bad" },
          { what: /\(log-shop-api\) is stuck at forcemerge: the index is blocked/, fix: /_ilm\/retry/ },
        ),
    ));

  it("a snapshot that failed", () =>
    whileTold(
      "GET /elasticsearch/_slm/policy",
      (told) => {
        const policy = (told as Readonly<Record<string, object>>)["logs-daily"];
        const failure = { snapshot_name: "logs-x", time: Date.now() - 3 * 3_600_000, details: "Access Denied" };
        const success = { snapshot_name: "logs-w", time: Date.now() - 27 * 3_600_000 };
        return { "logs-daily": { ...policy, last_success: success, last_failure: failure } };
      },
      () =>
        expectOnly(
          { check: "snapshots", subject: "logs-daily", verdict: "bad" },
          { what: /the last one failed, 3 h ago: Access Denied/, fix: /_snapshot\/logs\/_verify.*elk-snapshots.md/ },
        ),
    ));

  it("a certificate that is about to expire", () =>
    expectOnly(
      { check: "certificate", subject: `${world.kibana.expiring.url}/kibana`, verdict: "bad" },
      { what: /good for 4 more days/, fix: /logs-kb-http-certs-public/ },
      { Kibana: `${world.kibana.expiring.url}/kibana` },
    ));
});

interface LoadedGroup {
  readonly name: string;
  readonly rules: readonly object[];
}

const stopped = (group: LoadedGroup, minutes: number): LoadedGroup => ({
  ...group,
  rules: group.rules.map((rule) => ({
    ...rule,
    lastEvaluation: new Date(Date.now() - minutes * 60_000).toISOString(),
  })),
});

/** Of all targets it would make one series. */
const withFailing = () =>
  replaced("platform-rules", "monitoring:scrapes_refused:rate5m", 'label_replace(up, "job", "all", "", "")');

const withOtherQuery = () => {
  const [first] = world.ruleFiles["elk-rules"]?.groups[0]?.rules ?? [];
  return replaced("elk-rules", first?.record ?? "", "vector(0)");
};

function replaced(file: string, record: string, expr: string): RuleFile {
  const { groups } = world.ruleFiles[file] ?? { groups: [] };
  return {
    groups: groups.map((group) => ({
      ...group,
      rules: group.rules.map((rule) => (rule.record === record ? { record, expr } : rule)),
    })),
  };
}
