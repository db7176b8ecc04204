import { describe, expect, it } from "@jest/globals";
import { judgeQueries } from "../../doctor/checks/alert-queries";
import { judgeAlertRules } from "../../doctor/checks/alert-rules";
import { settingsOf } from "../../doctor/expected/alerts";
import { judgeCertificate } from "../../doctor/checks/certificates";
import { judgeContacts } from "../../doctor/checks/contact-points";
import { judgeHealth } from "../../doctor/checks/elasticsearch";
import { judgeSource, readSourceHealth } from "../../doctor/checks/grafana";
import { judgeStatus } from "../../doctor/checks/kibana";
import { judgeLifecycles, judgeSteps, readStuck } from "../../doctor/checks/lifecycles";
import { judgeNamed } from "../../doctor/checks/named";
import { judgePanel, readPanel } from "../../doctor/checks/panels";
import { judgePolicies, readPolicies } from "../../doctor/checks/policies";
import { readAnswer } from "../../doctor/checks/query";
import { judgeRules } from "../../doctor/checks/recording-rules";
import { judgeSeries } from "../../doctor/checks/series";
import { judgeSnapshots } from "../../doctor/checks/snapshots";
import { judgeStreams } from "../../doctor/checks/streams";
import { judgeTargets } from "../../doctor/checks/targets";
import { judgeVersion } from "../../doctor/checks/versions";
import type { Found } from "../../doctor/line";
import { parsed } from "../../promql/parse";
import { minutes, seconds } from "../../units/quantities";

const now = Date.UTC(2026, 2, 14, 9);
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

const said = ({ verdict, what }: Found): string => `${verdict}: ${what}`;

describe("targets", () => {
  const scrape = {
    pool: "serviceMonitor/monitoring/red-shop-api",
    name: "red-shop-api",
    pools: 2,
    release: "red-shop-api",
  };
  const target = (at: number, health: string, error = "") => ({
    ...{ pool: `${scrape.pool}/${at}`, instance: "10.0.0.1:8888", health, error },
  });
  const judged = (...targets: ReturnType<typeof target>[]) => judgeTargets([scrape], targets).map(said);

  it("are good where every endpoint has one that answers", () => {
    expect(judged(target(0, "up"), target(1, "up"), target(1, "up"))).toEqual(["good: 3 answer."]);
  });

  it("are missed where an endpoint, or all of it, has none; those of others do not count", () => {
    const others = { ...target(0, "up"), pool: "serviceMonitor/monitoring/red-shop-api-2/0" };
    expect(judged(target(0, "up"))).toEqual(["bad: of its 2 endpoints 1 have no target."]);
    expect(judged(others)).toEqual(["bad: Prometheus scrapes nothing of it."]);
  });

  it("that were not scraped yet can wait, those that are down cannot", () => {
    expect(judged(target(0, "up"), target(1, "unknown"))).toEqual(["warning: some of it has not been scraped yet."]);
    expect(judged(target(0, "unknown"), target(1, "down", "context deadline exceeded"))).toEqual([
      "bad: 1 of 2 do not answer: 10.0.0.1:8888: context deadline exceeded",
    ]);
  });
});

describe("recording rules", () => {
  const text = 'sum by (service) (rate(calls{service="shop-api",code="200"}[5m]))';
  const rule = { group: "red", interval: seconds(30), record: "a:calls:rate5m", text, expr: parsed(text) };
  const loaded = { group: "red", record: rule.record, query: text, health: "ok", error: "", evaluated: now - 30_000 };
  const judged = (changed: Partial<typeof loaded> = {}) =>
    judgeRules([rule], [{ ...loaded, ...changed }], now).map(said);

  it("are the described ones however Prometheus orders and spaces them", () => {
    expect(judged({ query: 'sum by (service) ( rate(calls{code="200", service="shop-api"}[5m]) )' })).toEqual([
      "good: 1 rules, all well.",
    ]);
  });

  it("are missed where they are not loaded, or another query is", () => {
    expect(judged({ group: "other" })).toEqual(["bad: Prometheus has not loaded it."]);
    expect(judged({ query: "sum(calls)" })).toEqual([
      "bad: 1 of 1 rules are not loaded as described, a:calls:rate5m first.",
    ]);
  });

  it("may miss two evaluations, and no more", () => {
    expect(judged({ evaluated: now - 89_000 })).toEqual(["good: 1 rules, all well."]);
    expect(judged({ evaluated: now - 10 * minute })).toEqual(["bad: it was last evaluated 10 min ago."]);
  });

  it("that fail say why, those that were never evaluated are waited for", () => {
    expect(judged({ health: "err", error: "many-to-many" })).toEqual(["bad: a:calls:rate5m fails: many-to-many"]);
    expect(judged({ health: "unknown", evaluated: Date.parse("0001-01-01T00:00:00Z") })).toEqual([
      "warning: it has not been evaluated yet.",
    ]);
  });
});

describe("a metric of the plan", () => {
  const metric = {
    ...{ number: 6, title: "Responses other than 200, shop", series: ["a:p50", "a:p95"], of: { service: "shop-api" } },
    ...{ labels: ["service", "endpoint"], absentMeans: "broken" as const },
  };
  const series = (labels: Record<string, string>) => ({ series: [{ labels, value: 1 }] });
  const whole = series({ service: "shop-api", endpoint: "/" });
  const none = { series: [] };

  it("is there with all its series and labels", () => {
    expect(said(judgeSeries(metric, [whole, whole]))).toBe("good: 2 series.");
    expect(said(judgeSeries(metric, [whole, series({ service: "shop-api" })]))).toBe(
      "bad: a:p95 has series without the label endpoint.",
    );
    expect(said(judgeSeries(metric, [whole, series({ service: "shop-api", endpoint: "" })]))).toContain(
      "label endpoint",
    );
  });

  it("may be absent only where that is healthy", () => {
    expect(said(judgeSeries(metric, [whole, none]))).toBe("bad: a:p95 has no series.");
    expect(said(judgeSeries({ ...metric, absentMeans: "healthy" }, [none, none]))).toBe(
      "good: a:p50, a:p95 has no series: so far there was nothing to count.",
    );
  });

  it("is not taken for absent where Prometheus refuses to look", () => {
    const refused = { error: "expanding series: context deadline exceeded" };
    for (const absentMeans of ["healthy", "broken"] as const)
      expect(said(judgeSeries({ ...metric, absentMeans }, [whole, refused]))).toBe(
        "bad: Prometheus does not answer its query a:p95: expanding series: context deadline exceeded",
      );
  });
});

describe("a query", () => {
  it("is answered also by nothing, and by a number", () => {
    expect(readAnswer({ status: "success", data: { resultType: "vector", result: [] } })).toEqual({ series: [] });
    expect(readAnswer({ status: "success", data: { resultType: "scalar", result: [1, "1"] } })).toEqual({ series: [] });
  });

  it("that fails is named by its letter", () => {
    const failed = readAnswer({ status: "error", errorType: "bad_data", error: "parse error: unexpected end" });
    expect(said(judgeQueries("x", [{ refId: "A" }, { refId: "N1" }], [{ series: [] }, failed]))).toBe(
      "bad: Prometheus does not answer its query N1: parse error: unexpected end",
    );
  });

  it("of a panel may go through Grafana, which tells of each letter", () => {
    const errors = readPanel({
      results: { A: { status: 200, frames: [] }, B: { status: 400, error: "no such index" } },
    });
    expect(said(judgePanel("x", errors))).toBe("bad: its query B fails: no such index");
    expect(judgePanel("x", readPanel({ results: {} })).verdict).toBe("good");
  });
});

describe("an alert rule", () => {
  const settings = {
    ...{ pendingFor: "5m", keepFiringFor: "0s", noData: "OK", onError: "KeepLast" },
    labels: { owner: "x", severity: "page" },
  };
  const alert = {
    ...{ uid: "a", title: "A fails", group: "g", interval: minutes(1) },
    queries: [{ refId: "A", datasource: "prometheus", text: "up", model: { expr: "up", instant: true } }],
    settings: settingsOf(settings),
  };
  const asked = new Map([["A", { expr: "up", instant: true, intervalMs: 1000 }]]);
  const kept = {
    ...{ uid: "a", title: "A fails", asked, isPaused: false, updated: now - day },
    settings: settingsOf({ ...settings, pendingFor: "300s", labels: { severity: "page", owner: "x" } }),
  };
  const health = { uid: "a", health: "ok", error: "", evaluated: now - minute };
  const judged = (rule: Partial<typeof kept>, fares: Partial<typeof health> = {}) =>
    judgeAlertRules([alert], { kept: [{ ...kept, ...rule }], health: [{ ...health, ...fares }] }, now).map(said);

  it("is good as described, and evaluated", () => {
    expect(judged({})).toEqual(["good: as described, and evaluated."]);
  });

  it("is not where it was renamed, lacks a step, is paused, or stands still", () => {
    expect(judged({ title: "B" })).toEqual(['bad: it is called "B", and described as "A fails".']);
    expect(judged({ asked: new Map() })).toEqual(["bad: its step A is not the described one: missing"]);
    expect(judged({ isPaused: true })).toEqual(["bad: the rule is paused."]);
    expect(judged({}, { evaluated: now - 2 * hour })).toEqual(["bad: it was last evaluated 2 h ago."]);
    expect(judged({}, { uid: "b" })).toEqual(["bad: Grafana keeps the rule, but does not evaluate it."]);
  });

  it("is not where it calls others, later, or in another state", () => {
    const judgedAs = (changed: Partial<Parameters<typeof settingsOf>[0]>) =>
      judged({ settings: settingsOf({ ...settings, ...changed }) })[0];
    expect(judgedAs({ pendingFor: "1h" })).toBe("bad: its pending period: 1 h; described: 5 min.");
    expect(judgedAs({ keepFiringFor: "1m" })).toMatch(/^bad: its time to keep firing: /);
    expect(judgedAs({ noData: "Alerting" })).toBe("bad: its state without data: Alerting; described: OK.");
    expect(judgedAs({ onError: "OK" })).toBe("bad: its state on errors: OK; described: KeepLast.");
    expect(judgedAs({ labels: { owner: "x" } })).toBe("bad: its labels: owner=x; described: owner=x, severity=page.");
  });

  it("is not where a step differs in anything but what Grafana adds", () => {
    const step = { expr: "up", instant: false };
    expect(judged({ asked: new Map([["A", { ...step, intervalMs: 1000 }]]) })).toEqual([
      "bad: its step A is not the described one: up",
    ]);
  });

  it("that was deployed a moment ago can wait to be evaluated, one that was deployed before cannot", () => {
    const never = { evaluated: Date.parse("0001-01-01T00:00:00Z") };
    expect(judged({ updated: now - minute }, never)).toEqual([
      "warning: it has not been evaluated since it was deployed.",
    ]);
    expect(judged({ updated: now - hour }, never)).toEqual(["bad: it was last evaluated ages ago."]);
  });

  it("without data is worth a look", () => {
    expect(judged({}, { health: "nodata" })).toEqual(["warning: its query has no data."]);
  });
});

describe("a contact point", () => {
  const contact = { name: "sales", type: "email", settings: { addresses: "a@example.com;b@example.com" } };

  it("is as described whatever else Grafana knows of it", () => {
    const settings = { ...contact.settings, singleEmail: false };
    expect(judgeContacts([contact], [{ ...contact, settings }]).map(said)).toEqual(["good: email, as described."]);
  });

  it("is not where it tells others, in another way, or more of them", () => {
    const judged = (...kept: (typeof contact)[]) => judgeContacts([contact], kept).map(said);
    expect(judged({ ...contact, type: "slack" })).toEqual(["bad: it is of the kind slack, and described as email."]);
    expect(judged(contact, { ...contact, type: "webhook" })).toEqual([
      "bad: it tells 2 receivers, and is described with one.",
    ]);
    expect(judgeContacts([contact], [{ ...contact, settings: {} }]).map(said)).toEqual([
      "bad: its addresses is not set, not as described.",
    ]);
  });

  it("on the web is told by its host alone: whoever knows the rest may post there", () => {
    const webhook = { name: "chat", type: "webhook", settings: { url: "https://chat.example.com/hooks/1" } };
    const kept = { ...webhook, settings: { url: "https://other.example.com/hooks/s3cret?token=t0ken" } };
    expect(judgeContacts([webhook], [kept]).map(said)).toEqual([
      "bad: its url is at other.example.com, not as described.",
    ]);
  });
});

describe("notification policies", () => {
  const timings = { groupWait: seconds(30), groupInterval: minutes(5), repeatInterval: minutes(60) };
  const node = { groupBy: ["owner"], muteTimings: [], ...timings };
  const child = {
    ...node,
    contactPoint: "b",
    matchers: [{ label: "owner", op: "=" as const, value: "x" }],
    children: [],
  };
  const policy = { ...node, contactPoint: "a", matchers: [], children: [child] };
  const kept = {
    ...{ receiver: "a", group_by: ["owner"], group_wait: "30s", group_interval: "5m", repeat_interval: "1h" },
    routes: [{ receiver: "b", object_matchers: [["owner", "=", "x"]] }],
  };
  const judged = (changed: object) => said(judgePolicies(policy, readPolicies({ ...kept, ...changed })));

  it("are the described ones also where one leaves to the one above what it has from there", () => {
    expect(judged({})).toBe("good: as described.");
  });

  it("differ where somebody is told later, or something stands in between", () => {
    expect(judged({ group_wait: "1m" })).toBe(
      'bad: the timings, groups or mute timings of "everything else" are not as described.',
    );
    expect(judged({ routes: [] })).toBe('bad: below "everything else" stand 0 policies, and 1 are described.');
    expect(judged({ routes: [{ receiver: "b", object_matchers: [["owner", "=", "y"]] }] })).toBe(
      'bad: in place of the policy for "owner=x" stands one for "owner=y".',
    );
    expect(judged({ routes: [{ object_matchers: [["owner", "=", "x"]] }] })).toBe(
      'bad: alerts with "owner=x" go to a, and should to b.',
    );
  });
});

describe("Elasticsearch", () => {
  it("is well when green, and ill when red", () => {
    const judged = (status: string) => judgeHealth({ status, unassigned: 3 }).verdict;
    expect(["green", "yellow", "red"].map(judged)).toEqual(["good", "warning", "bad"]);
  });

  it("has heard of a component as lately as that may be silent", () => {
    const stream = { component: "shop-api", stream: "logs-shop.api-test", atLeastEvery: minutes(15) };
    const judged = (age: number) => judgeStreams([stream], new Map([[stream.stream, now - age]]), now).map(said);
    expect(judged(14 * minute)).toEqual(["good: its newest line is 14 min old."]);
    expect(judged(3 * day)).toEqual(["bad: its newest line is 3 days old; it is never silent for more than 15 min."]);
    expect(judgeStreams([stream], new Map(), now).map(said)).toEqual([
      "bad: there is no line in the data stream logs-shop.api-test: none of it has ever arrived.",
    ]);
    expect(judged(now)).toEqual(judgeStreams([stream], new Map(), now).map(said));
    expect(judged(-minute)).toEqual(["good: its newest line is 0 s old."]);
    expect(judged(-2 * hour)).toEqual([
      "warning: its newest line is of a time 2 h ahead: whether it is silent now, nobody can tell.",
    ]);
  });

  it("deletes when that is described", () => {
    const lifecycle = { name: "log-shop-api", phases: { hot: "0ms", delete: "30d" } };
    const judged = (phases: Record<string, string>) =>
      judgeLifecycles([lifecycle], new Map([["log-shop-api", phases]])).map(said);
    expect(judged({ hot: "0ms", delete: "30d" })).toEqual(["good: as described."]);
    expect(judged({ hot: "0ms", delete: "365d" })).toEqual([
      "bad: its phase delete begins after 365d, and begins after 30d as described.",
    ]);
    expect(judged({ hot: "0ms" })).toEqual(["bad: its phase delete is missing, and begins after 30d as described."]);
    expect(judgeLifecycles([lifecycle], new Map()).map(said)).toEqual([
      "bad: it is not there: nothing of it is ever deleted.",
    ]);
  });

  it("tells of each index that is stuck", () => {
    const stuck = { index: "x", policy: "p", step: "ERROR", failed_step: "shrink", step_info: { reason: "no room" } };
    const orphan = { index: "y", managed: true, policy: "q" };
    expect(judgeSteps("RUNNING", readStuck({ indices: { x: stuck, y: orphan } })).map(said)).toEqual([
      "bad: its lifecycle (p) is stuck at shrink: no room",
      "bad: its lifecycle (q) is stuck at its beginning: is there such a policy?",
    ]);
    expect(judgeSteps("RUNNING", []).map(said)).toEqual(["good: none is stuck."]);
    expect(judgeSteps("STOPPED", []).map(said)).toEqual([
      "bad: lifecycles are STOPPED: nothing is rolled over or deleted.",
    ]);
  });

  it("copies daily, and says when it did not", () => {
    const policy = { altered: now - hour };
    const judged = (kept: object) => said(judgeSnapshots("daily", { ...policy, ...kept }, now));
    expect(judged({ succeeded: now - 20 * hour, failed: { at: now - 40 * hour, why: "" } })).toBe(
      "good: the last one is 20 h old.",
    );
    expect(judged({ succeeded: now - 4 * day })).toBe("bad: the last one is 4 days old.");
    expect(judged({ failed: { at: now - 2 * hour, why: "denied" } })).toBe("bad: the last one failed, 2 h ago: denied");
    expect(judged({})).toBe("warning: none has been made yet.");
    expect(judged({ altered: now - 3 * day })).toBe("bad: none was ever made, and the policy is 3 days old.");
    expect(said(judgeSnapshots("daily", undefined, now))).toBe("bad: the policy is not there: nothing is copied.");
  });
});

describe("Grafana and Kibana", () => {
  it("ask what is behind a data source, or say why not", () => {
    expect(said(judgeSource("x", readSourceHealth({ status: "OK" })))).toBe("good: can be asked.");
    expect(said(judgeSource("x", readSourceHealth({ status: "ERROR", message: "dial tcp: no such host" })))).toBe(
      "bad: Grafana cannot ask it: dial tcp: no such host",
    );
  });

  it("are available, degraded, or neither", () => {
    expect(["available", "degraded", "critical"].map((level) => judgeStatus(level).verdict)).toEqual([
      "good",
      "warning",
      "bad",
    ]);
  });

  it("have what is described, by its id, and call it by its name", () => {
    const named = { expected: { a: "Shop", b: "CRM" }, missing: "it is not there.", fix: "deploy" };
    expect(judgeNamed(named, ["b", "c"])).toEqual([
      { subject: "Shop", verdict: "bad", what: "it is not there.", fix: "deploy" },
      { subject: "CRM", verdict: "good", what: "is there." },
    ]);
  });
});

describe("a version", () => {
  it.each([
    ["13.2.0", "good"],
    ["13.2.4+security-01", "good"],
    ["13.3.0", "warning"],
    ["14.0.0-pre", "warning"],
    ["13.1.9", "bad"],
    ["12.9.9", "bad"],
  ])("of %s, where 13.2.0 is described, is %s", (running, verdict) => {
    expect(judgeVersion("Grafana", "13.2.0", running).verdict).toBe(verdict);
  });
});

describe("a certificate", () => {
  it.each([
    [90, "good"],
    [21, "good"],
    [20.9, "warning"],
    [7, "warning"],
    [6.9, "bad"],
    [-1, "bad"],
  ])("that is good for %d more days is %s", (days, verdict) => {
    expect(judgeCertificate("x", days * day, "renew it").verdict).toBe(verdict);
  });

  it("that has expired says so", () => {
    expect(said(judgeCertificate("x", -minute, "renew it"))).toBe("bad: its certificate has expired.");
  });
});
