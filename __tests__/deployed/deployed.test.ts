import { describe, expect, it } from "@jest/globals";
import { isOfMetrics, thresholdOf } from "../../alerts/alert";
import { production } from "../../environments/production";
import type { DeployedRule } from "../../deployed/deployed";
import { deployedIn } from "../../deployed/deployed";
import type { State } from "../../simulation/grafana-states";
import { statesOf } from "../../simulation/grafana-states";
import { neededBy } from "../../simulation/needed";
import { buildApp } from "../../synthesis/app";
import { documentsOf } from "../../synthesis/documents";
import { rulesIn } from "../../synthesis/rules";
import { system } from "../../system";
import { minutes } from "../../units/quantities";

const app = buildApp({ system, environment: production });
const deployed = deployedIn(documentsOf(app));
const built = rulesIn(app.node.findAll());

describe("what is deployed", () => {
  it("is read back from the synthesized documents: every alert rule, every recording rule", () => {
    expect([...deployed.alerts, ...deployed.notSimulated].map(({ uid }) => uid).sort()).toEqual(
      built.alerts.map(({ alert }) => alert.id).sort(),
    );
    expect(deployed.rules.map(({ record, text }) => `${record} ${text}`).sort()).toEqual(
      built.recorded.flatMap(({ rules }) => rules.map(({ record, expr }) => `${record} ${expr}`)).sort(),
    );
  });

  it.each(deployed.alerts.map((alert) => [alert.uid, alert] as const))(
    "waits, goes on, recovers and keeps firing as its definition says: %s",
    (uid, rule) => {
      const alert = built.alerts.map((one) => one.alert).find(({ id }) => id === uid);
      if (!alert || !isOfMetrics(alert)) throw new Error(`${uid} is nobody's`);
      const every = rule.interval.milliseconds;
      const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
      const [waits, keeps] = [alert.pendingFor.milliseconds / every, alert.keepFiringFor.milliseconds / every];
      const threshold = thresholdOf(alert.fires);
      const away = "above" in alert.fires ? 1 : -1;
      const values = [
        ...times(waits + 3, threshold + away),
        ...times(3, (threshold + alert.clears) / 2),
        ...times(keeps + 3, alert.clears - away),
      ];
      const evaluations = values.map((value, at) => ({ at: at * every, samples: [{ labels: {}, value }] }));
      expect(statesOf(rule, evaluations)[0]?.states.map(({ state }) => state)).toEqual([
        ...times<State>(waits, "pending"),
        ...times<State>(6, "alerting"),
        ...times<State>(keeps, "recovering"),
        ...times<State>(3, "normal"),
      ]);
    },
  );

  it("has the labels by which an alert is routed, and how often it is evaluated", () => {
    expect(deployed.alerts.find(({ uid }) => uid === "shop-api-errors-page")).toMatchObject({
      labels: { severity: "page", owner: "storefront", service: "shop-api" },
      interval: { milliseconds: 60_000 },
    });
  });

  it("leaves out, and names, what only a search engine could answer", () => {
    expect(new Set(deployed.notSimulated.map(({ why }) => why))).toEqual(new Set(["logs"]));
  });

  it("has its escapes undone, once", () => {
    const [rule] = deployedIn([
      {
        resource: {
          helm_release: {
            a: {
              values: [
                'groups:\n  - name: g\n    interval: 2m\n    rules:\n      - record: "a:b"\n        expr: "up{job=\\"$${x}\\"}"\n',
              ],
            },
          },
        },
      },
    ]).rules;
    expect(rule).toMatchObject({ group: "g", interval: { milliseconds: 120_000 }, text: 'up{job="${x}"}' });
  });
});

describe("the rules that alerts need", () => {
  const needed = neededBy(
    deployed.alerts.map(({ expr }) => expr),
    deployed.rules,
  );
  const levelOf = (record: string) => needed.levels.findIndex((level) => level.some((rule) => rule.record === record));

  it("come after those that they read", () => {
    expect(levelOf("monitoring:http_requests:rate5m")).toBe(0);
    expect(levelOf("monitoring:http_errors:ratio1h")).toBeGreaterThan(levelOf("monitoring:http_errors:rate2m"));
  });

  it("are no others: quantiles are for panels alone", () => {
    expect(levelOf("monitoring:http_request_duration_seconds:p50_5m")).toBe(-1);
  });

  it("must not depend on one another", () => {
    const rule = (record: string, metric: string): DeployedRule => ({
      ...{ group: "g", interval: minutes(1), text: metric },
      ...{ record, expr: { kind: "selector", metric, matchers: [] } },
    });
    const circle = [rule("a", "b"), rule("b", "a")];
    expect(() => neededBy([{ kind: "selector", metric: "b", matchers: [] }], circle)).toThrow("b ← a ← b");
  });
});
