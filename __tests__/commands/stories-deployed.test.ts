import { describe, expect, it } from "@jest/globals";
import type { AlertRule } from "../../alerts/alert";
import { askedOf, isOfMetrics } from "../../alerts/alert";
import { recordedRules } from "../../alerts/stories/recorded";
import { environments } from "../../environments";
import { printLine } from "../../promql/print";
import type { DeployedAlert } from "../../deployed/deployed";
import { deployedIn } from "../../deployed/deployed";
import { buildApp } from "../../synthesis/app";
import { documentsOf } from "../../synthesis/documents";
import { rulesIn } from "../../synthesis/rules";
import { system } from "../../system";

const byText = (one: object, other: object): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

/** All of an alert rule that decides when it fires, and for what. */
const judged = (alert: AlertRule) => ({
  id: alert.id,
  asks: printLine(askedOf(alert)),
  ...thresholdsOf(alert),
  labels: { ...alert.labels, owner: alert.owner.name, severity: alert.severity },
});

const deployed = (alert: DeployedAlert) => ({
  id: alert.uid,
  asks: printLine(alert.expr),
  ...thresholdsOf(alert),
  labels: alert.labels,
});

const thresholdsOf = ({ fires, clears, pendingFor, keepFiringFor }: AlertRule | DeployedAlert) => ({
  ...{ fires, clears, pendingFor, keepFiringFor },
});

describe.each([...environments])("what the stories of %s judge", (_, environment) => {
  const app = buildApp({ system, environment });
  const built = rulesIn(app.node.findAll());
  const documents = deployedIn(documentsOf(app));

  it("are the alert rules that stand in the synthesized documents", () => {
    const alerts = built.alerts.flatMap(({ alert }) => (isOfMetrics(alert) ? [judged(alert)] : []));
    expect(alerts.sort(byText)).toEqual(documents.alerts.map(deployed).sort(byText));
    expect(alerts.length).toBeGreaterThan(0);
  });

  it("are made of the recording rules that stand there, each in its group and as often", () => {
    const rules = recordedRules(built.recorded).map((rule) => ({ ...rule, expr: printLine(rule.expr) }));
    const there = documents.rules.map(({ group, interval, record, expr }) => ({
      group,
      interval,
      record,
      expr: printLine(expr),
    }));
    expect(rules.sort(byText)).toEqual(there.sort(byText));
  });
});
