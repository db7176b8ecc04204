import { describe, expect, it } from "@jest/globals";
import { production } from "../../environments/production";
import type { Labels } from "../../promql/labels";
import type { InstanceHistory, State } from "../../simulation/grafana-states";
import { instanceOfNothing } from "../../simulation/grafana-states";
import { heardOf, isWatchdog } from "../../simulation/heard";
import type { AlertHistory } from "../../simulation/simulate";
import { instancesOf } from "../../simulation/spells";
import { system } from "../../system";
import { minutes } from "../../units/quantities";
import { begins, clock } from "../benchmark/support";

const states = (...all: readonly State[]) => all.map((state, at) => ({ at: begins + minutes(at).milliseconds, state }));

const history = (labels: Labels, instance: InstanceHistory): AlertHistory => ({
  alert: {
    uid: "example",
    title: "Example",
    interval: minutes(1),
    expr: { kind: "selector", metric: "up", matchers: [] },
    text: "up",
    fires: { above: 1 },
    pendingFor: minutes(0),
    keepFiringFor: minutes(0),
    noData: "NoData",
    onError: "Error",
    labels,
  },
  values: [],
  instances: [instance],
});

const heard = (...histories: readonly AlertHistory[]) =>
  heardOf(histories.flatMap(instancesOf), { system, environment: production }, clock.ends);

const ofShop = { service: "shop-api", owner: "storefront", severity: "page" };

describe("what people are told", () => {
  it("goes to whom the rule's labels lead, with those of its query beside them", () => {
    const instance = { labels: { endpoint: "/api/cart" }, states: states("normal", "alerting", "normal") };
    const { alerts, notifications } = heard(history(ofShop, instance));
    expect(alerts.map(({ labels }) => labels)).toEqual([{ ...ofShop, endpoint: "/api/cart", alertname: "Example" }]);
    expect(notifications.map(({ contactPoint, why }) => [contactPoint, why])).toEqual([
      ["storefront-on-call", "fires"],
      ["storefront-on-call", "ends"],
    ]);
  });

  it("has an alert from the first evaluation that fires, also while it recovers, to the first that does not", () => {
    const all = states("normal", "pending", "alerting", "recovering", "normal", "alerting");
    expect(heard(history(ofShop, { labels: {}, states: all })).alerts.map(({ firing }) => firing)).toEqual([
      [{ from: begins + 120_000, to: begins + 240_000 }, { from: begins + 300_000 }],
    ]);
  });

  it("says of a rule without data what Grafana says, to those who keep the monitoring", () => {
    const instance = { labels: { [instanceOfNothing]: "DatasourceNoData" }, states: states("no-data") };
    const { alerts, notifications } = heard(history(ofShop, instance));
    expect(alerts[0]?.labels).toEqual({ ...ofShop, alertname: "DatasourceNoData", rulename: "Example" });
    expect(notifications.map(({ contactPoint }) => contactPoint)).toEqual(["platform-alerts"]);
  });

  it("says of a rule that fires for want of data what it says of any", () => {
    const instance = { labels: { [instanceOfNothing]: "DatasourceNoData" }, states: states("alerting") };
    const { alerts, notifications } = heard(history(ofShop, instance));
    expect(alerts[0]?.labels).toEqual({ ...ofShop, alertname: "Example" });
    expect(notifications[0]?.contactPoint).toBe("storefront-on-call");
  });

  it("has nothing of what never fires", () => {
    const quiet = { labels: {}, states: states("normal", "pending", "normal") };
    expect(heard(history(ofShop, quiet))).toEqual({ alerts: [], notifications: [] });
  });
});

it("the watchdog is known by the label that the heartbeat is sent by", () => {
  const always = { labels: {}, states: states("alerting") };
  expect([ofShop, { ...ofShop, watchdog: "true" }].map((labels) => isWatchdog(history(labels, always)))).toEqual([
    false,
    true,
  ]);
});
