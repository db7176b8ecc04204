import { describe, expect, it } from "@jest/globals";
import { notificationPolicies } from "../../alerts/routing";
import { firingOf, toldOf } from "../../benchmark/told";
import { production } from "../../environments/production";
import { promql } from "../../benchmark/peers/peer";
import type { Labels } from "../../promql/labels";
import type { InstanceHistory, State } from "../../simulation/grafana-states";
import { instanceOfNothing } from "../../simulation/grafana-states";
import type { AlertHistory } from "../../simulation/simulate";
import { system } from "../../system";
import { minutes } from "../../units/quantities";
import { begins, clock } from "./support";

const states = (...all: readonly State[]) => all.map((state, at) => ({ at: begins + minutes(at).milliseconds, state }));

const history = (labels: Labels, instance: InstanceHistory): AlertHistory => ({
  alert: {
    uid: "example",
    title: "Example",
    interval: minutes(1),
    expr: promql("up"),
    text: "up",
    fires: { above: 1 },
    pendingFor: minutes(0),
    keepFiringFor: minutes(0),
    noData: "NoData",
    onError: "Error",
    labels,
    summary: "",
  },
  values: [],
  instances: [instance],
});

const told = (...histories: readonly AlertHistory[]) =>
  toldOf(histories, {
    tree: notificationPolicies(production.notifications, system),
    environment: production,
    until: clock.ends,
  });

const ofShop = { service: "shop-api", owner: "storefront", severity: "page" };

it("an alert fires from the first evaluation that says so, also while it recovers, to the first that does not", () => {
  const { states: all } = { states: states("normal", "pending", "alerting", "recovering", "normal", "alerting") };
  expect(firingOf({ states: all })).toEqual([
    { from: begins + 120_000, to: begins + 240_000 },
    { from: begins + 300_000 },
  ]);
});

describe("what people are told", () => {
  it("goes to whom the rule's labels lead, with those of its query beside them", () => {
    const instance = { labels: { endpoint: "/api/cart" }, states: states("normal", "alerting", "normal") };
    const { alerts, notifications } = told(history(ofShop, instance));
    expect(alerts.map(({ labels }) => labels)).toEqual([{ ...ofShop, endpoint: "/api/cart", alertname: "Example" }]);
    expect(notifications.map(({ contactPoint, why }) => [contactPoint, why])).toEqual([
      ["storefront-on-call", "fires"],
      ["storefront-on-call", "ends"],
    ]);
  });

  it("wakes nobody where a rule has no data", () => {
    const instance = { labels: { [instanceOfNothing]: "DatasourceNoData" }, states: states("no-data") };
    const { alerts, notifications } = told(history(ofShop, instance));
    expect(alerts[0]?.labels).toEqual({ ...ofShop, alertname: "DatasourceNoData", severity: "ticket" });
    expect(notifications.map(({ contactPoint }) => contactPoint)).toEqual(["platform-alerts"]);
  });

  it("has nothing of what never fires, nor of the watchdog, which always does", () => {
    const quiet = { labels: {}, states: states("normal", "pending", "normal") };
    const always = { labels: {}, states: states("alerting", "alerting") };
    const { alerts } = told(history(ofShop, quiet), history({ ...ofShop, watchdog: "true" }, always));
    expect(alerts).toEqual([]);
  });
});
