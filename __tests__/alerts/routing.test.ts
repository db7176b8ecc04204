import { describe, expect, it } from "@jest/globals";
import { severities } from "../../alerts/alert";
import { grafanaRule } from "../../alerts/grafana-rule";
import type { NotificationPolicy } from "../../alerts/routing";
import { notificationPolicies } from "../../alerts/routing";
import { watchdog } from "../../alerts/watchdog";
import { environments } from "../../environments";
import { contactPoints } from "../../environments/environment";
import { datasources } from "../../environments/names";
import { production } from "../../environments/production";
import { ownersOf } from "../../model/system";
import { system } from "../../system";
import { plain } from "../support/plain-text";

type Labels = Readonly<Record<string, string>>;

/** As an Alertmanager routes: down to the first child whose matchers all hold, and on from there. */
function takenBy(policy: NotificationPolicy, labels: Labels): NotificationPolicy {
  const child = policy.children.find(({ matchers }) =>
    matchers.every(({ label, op, value }) => {
      const matches = op === "=~" ? new RegExp(`^(?:${value})$`).test(labels[label] ?? "") : labels[label] === value;
      if (op !== "=" && op !== "=~") throw new Error(`${op} is not read here`);
      return matches;
    }),
  );
  return child ? takenBy(child, labels) : policy;
}

const all = (policy: NotificationPolicy): NotificationPolicy[] => [policy, ...policy.children.flatMap(all)];

const links = { dashboardUid: "overview", panelId: 1, runbookUrl: "" };
const watchdogLabels: Labels = {
  ...grafanaRule(watchdog(system.platformTeam), links, datasources).labels,
  alertname: "Watchdog: alerting works",
};

describe("in production", () => {
  const tree = notificationPolicies(production.notifications);

  it("alerts go by owner and severity", () => {
    const alerts: Labels[] = [
      ...ownersOf(system).flatMap((owner) =>
        severities.map((severity) => ({ alertname: "shop-api: requests fail", owner, severity })),
      ),
      { alertname: "somebody's own", owner: "nobody", severity: "page" },
      { alertname: "somebody's own" },
      { alertname: "DatasourceError", owner: "storefront", severity: "page" },
      { alertname: "DatasourceNoData", owner: "sales", severity: "ticket" },
      watchdogLabels,
    ];
    const line = ({ alertname = "", owner = "", severity = "", watchdog: always }: Labels, to: string) =>
      `${(alertname.startsWith("Datasource") || always ? alertname : "").padEnd(24)} | ${owner.padEnd(13)} | ${severity.padEnd(6)} | ${to}`;
    const table = alerts.map((labels) => line(labels, takenBy(tree, labels).contactPoint)).join("\n");
    expect(plain(table)).toMatchInlineSnapshot(`
                         | platform      | page   | platform-on-call
                         | platform      | ticket | platform-alerts
                         | storefront    | page   | storefront-on-call
                         | storefront    | ticket | storefront-alerts
                         | sales         | page   | platform-on-call
                         | sales         | ticket | sales-mail
                         | manufacturing | page   | manufacturing-on-call
                         | manufacturing | ticket | manufacturing-alerts
                         | nobody        | page   | platform-alerts
                         |               |        | platform-alerts
DatasourceError          | storefront    | page   | platform-alerts
DatasourceNoData         | sales         | ticket | platform-alerts
Watchdog: alerting works | platform      | ticket | heartbeat
`);
  });

  it("a watchdog that cannot be evaluated does not pass for a heartbeat", () => {
    const labels = { ...watchdogLabels, alertname: "DatasourceError" };
    expect(takenBy(tree, labels).contactPoint).toBe("platform-alerts");
  });

  it("the heartbeat comes every few minutes, maintenance or not", () => {
    const { repeatInterval, groupWait, muteTimings } = takenBy(tree, watchdogLabels);
    expect([repeatInterval.milliseconds, groupWait.milliseconds, muteTimings]).toEqual([300_000, 10_000, []]);
  });

  it("pages leave within a minute, tickets wait for company", () => {
    const wait = (severity: string) =>
      takenBy(tree, { alertname: "", owner: "storefront", severity }).groupWait.milliseconds;
    expect(severities.map(wait)).toEqual([30_000, 300_000]);
  });
});

describe.each([...environments])("the notification policies of %s", (_, environment) => {
  const { heartbeat, maintenance } = environment.notifications;
  const tree = notificationPolicies(environment.notifications);
  const policies = all(tree);

  it("notify contact points that exist", () => {
    const known = contactPoints(environment).map(({ name }) => name);
    expect(known).toEqual(expect.arrayContaining(policies.map(({ contactPoint }) => contactPoint)));
  });

  it("send the watchdog to the heartbeat where there is one, and alone", () => {
    const called = policies.filter(({ contactPoint }) => contactPoint === heartbeat?.name);
    expect(called.map(({ matchers }) => matchers)).toEqual(
      heartbeat ? [[{ label: "watchdog", op: "=", value: "true" }]] : [],
    );
  });

  it("are muted during maintenance, but for the root, which must not be, the heartbeat, and what is about the monitoring", () => {
    const names = maintenance.map(({ name }) => name);
    for (const policy of policies) {
      const aboutMonitoring = policy.matchers.some(({ label }) => label === "alertname");
      const exempt = policy === tree || aboutMonitoring || policy.contactPoint === heartbeat?.name;
      expect(policy.muteTimings).toEqual(exempt ? [] : names);
    }
  });

  it("repeat themselves in whole group intervals, or Grafana would round", () => {
    for (const { groupInterval, repeatInterval, groupWait } of policies) {
      expect(repeatInterval.milliseconds % groupInterval.milliseconds).toBe(0);
      expect(repeatInterval.milliseconds).toBeGreaterThanOrEqual(groupInterval.milliseconds);
      expect(groupWait.milliseconds).toBeGreaterThan(0);
    }
  });

  it("tell of one fault of a service once, however many symptoms it has", () => {
    const symptoms = ["requests fail", "requests are slow"].map((alertname) => ({
      alertname: `shop-api: ${alertname}`,
      owner: "storefront",
      severity: "page",
      service: "shop-api",
    }));
    const groups = symptoms.map((labels: Labels) => takenBy(tree, labels).groupBy.map((label) => labels[label]));
    expect(groups[0]).toEqual(groups[1]);
  });
});
