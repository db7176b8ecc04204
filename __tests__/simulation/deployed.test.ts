import { describe, expect, it } from "@jest/globals";
import { production } from "../../environments/production";
import type { DeployedRule } from "../../simulation/deployed";
import { deployedIn } from "../../simulation/deployed";
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

  it("has all that decides when an alert fires", () => {
    const page = deployed.alerts.find(({ uid }) => uid === "shop-api-errors-page");
    const alert = built.alerts.find(({ alert: { id } }) => id === "shop-api-errors-page")?.alert;
    expect(page).toMatchObject({
      fires: alert?.fires,
      clears: alert?.clears,
      pendingFor: alert?.pendingFor,
      keepFiringFor: alert?.keepFiringFor,
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
