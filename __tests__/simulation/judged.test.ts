import { describe, expect, it } from "@jest/globals";
import { parsed } from "../../promql/parse";
import type { DeployedAlert, DeployedRule } from "../../deployed/deployed";
import { judgedBy, notExported } from "../../simulation/judged";
import type { SampledSeries } from "../../simulation/samples";
import { minutes } from "../../units/quantities";

const rule = (record: string, text: string): DeployedRule => ({
  ...{ group: "all", interval: minutes(1), record, text, expr: parsed(text) },
});

const alert = (uid: string, text: string, facts: Partial<DeployedAlert> = {}): DeployedAlert => ({
  ...{ uid, title: uid, text, expr: parsed(text), interval: minutes(1), labels: {} },
  ...{ fires: { above: 0.5 }, pendingFor: minutes(0), keepFiringFor: minutes(0), noData: "OK", onError: "Error" },
  ...facts,
});

const series = (name: string, labels: Readonly<Record<string, string>>): SampledSeries => ({
  ...{ name, labels, at: Float64Array.of(0), values: Float64Array.of(1) },
});

const rules = [
  rule("calls:rate", 'rate(calls{service="shop"}[5m])'),
  rule("calls:rate", 'rate(calls{service="crm"}[5m])'),
  rule("calls:total", 'calls:total{service="shop"} + sum_over_time(calls:rate{service="shop"}[1h])'),
];

const judged = (...alerts: readonly DeployedAlert[]) => {
  const exported = [series("calls", { service: "shop" }), series("up", { job: "shop" })];
  const logs = { uid: "logs", title: "logs", why: "logs" };
  const { alerts: left, notSimulated } = judgedBy(exported, { rules, alerts, notSimulated: [logs] });
  expect(notSimulated.slice(1).map(({ why }) => why)).toEqual(notSimulated.slice(1).map(() => notExported));
  expect(left.length + notSimulated.length).toBe(alerts.length + 1);
  return left.map(({ uid }) => uid);
};

describe("an exported incident", () => {
  it("is judged by the rules that read something of it, also through what is recorded", () => {
    expect(
      judged(
        alert("raw", 'calls{service="shop"}'),
        alert("recorded", 'calls:total{service="shop"}'),
        alert("elsewhere", "queues"),
        alert("another", 'up{job="crm"}'),
      ),
    ).toEqual(["raw", "recorded"]);
  });

  it("is not judged by rules of another service, whose metric is recorded under the same name", () => {
    expect(judged(alert("shop", 'calls:rate{service="shop"}'), alert("crm", 'calls:rate{service=~"crm|mes"}'))).toEqual(
      ["shop"],
    );
  });

  it("is not judged by rules that it could do no more than silence", () => {
    expect(judged(alert("queue", 'queues unless on () calls{service="shop"}'))).toEqual([]);
  });

  it("is judged by rules that take absence for a fault where all that they read was exported", () => {
    expect(
      judged(
        alert("alive", 'up{job="shop"} * count(calls{service="shop"}) or vector(0)'),
        alert("nobody answers", 'up{job="shop"} * count(answers) or vector(0)'),
        alert("no data", 'up{job="shop"} * answers', { noData: "Alerting" }),
        alert("in part", 'up{job="shop"} or answers'),
      ),
    ).toEqual(["alive", "in part"]);
  });
});
