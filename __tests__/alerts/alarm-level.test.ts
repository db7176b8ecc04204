import { describe, expect, it } from "@jest/globals";
import type { AlertRule } from "../../alerts/alert";
import { thresholdOf } from "../../alerts/alert";
import { alarmLevel, healthOf, resourceAlarmLevel } from "../../alerts/alarm-level";
import { httpAlerts } from "../../alerts/http/alerts";
import { whole } from "../../alerts/part";
import { rulesOf } from "../../alerts/levels";
import { databaseAlerts } from "../../alerts/use/database";
import { select } from "../../promql/build";
import { printLine } from "../../promql/print";
import { exporterUp } from "../../signals/exporter";
import { http } from "../../signals/http";
import type { Signal } from "../../signals/signal";
import { system } from "../../system";
import { shopDatabase } from "../../system/shop";
import { exampleService } from "../model/example";
import { built } from "../slices/build";

const asked = ({ series }: Signal) => series.map(({ expr }) => printLine(expr)).join();

const alerts = databaseAlerts(
  shopDatabase,
  { postgres: { job: "postgres", port: "http" }, cloudwatch: { job: "cloudwatch", port: "http" } },
  [],
);

/** An alert on the share of failures, with another threshold. */
const rule = (id: string, fires: AlertRule["fires"]): AlertRule => ({
  ...httpAlerts(exampleService(), { job: "red", port: "red" }, system.platformTeam).endpointErrors,
  id,
  value: select(http.errorRatio.ratio["5m"]).expr,
  fires,
});

describe("the level of an alarm", () => {
  it("is the worst value over its threshold, or the threshold over it where less is worse, within reason", () => {
    const level = (fires: AlertRule["fires"]) => asked(alarmLevel(exampleService(), [rule("one", fires)]));
    expect(level({ above: 0.5 })).toContain("clamp_max(max(monitoring:http_errors:ratio5m) * 2, 100)");
    expect(level({ below: 0.5 })).toContain("0.5 / clamp_min(min(monitoring:http_errors:ratio5m), 0.005)");
  });

  it("is 0 where nothing is known, so that nothing is missing from a list", () => {
    const nothing =
      'label_replace(label_replace(max(label_replace(vector(0), "alert", "none", "", "")), "part", "all of it", "", ""), "resource", "shop-db", "", "")';
    expect(resourceAlarmLevel(shopDatabase, [[whole, []]]).series.map(({ expr }) => printLine(expr))).toEqual([
      nothing,
      nothing,
    ]);
  });

  it("is the largest of several, which `or` keeps apart by a label", () => {
    const both = asked(alarmLevel(exampleService(), [rule("one", { above: 1 }), rule("other", { above: 1 })]));
    for (const id of ["none", "one", "other"]) expect(both).toContain(`"alert", "${id}"`);
  });

  it("of a resource is made of what tells how it is, not of whether anybody measures it, and of two levels of the milder", () => {
    const health = healthOf(Object.values(alerts));
    expect(health.map(({ id }) => id)).not.toContain("shop-db-exporter");
    expect(new Set(health.map(({ watches }) => watches.id))).not.toContain(exporterUp.id);
    const all = rulesOf(Object.values(alerts)).filter(({ severity }) => severity === "page");
    expect(all.map(({ id }) => id).filter((id) => health.some((alert) => alert.id === id))).toEqual([
      "shop-db-unreachable",
    ]);
  });

  it("of a resource is told apart from how close it is to waking somebody, whoever tells of it", () => {
    const [, page] = resourceAlarmLevel(shopDatabase, [[whole, Object.values(alerts)]]).series;
    const told = [...printLine(page?.expr ?? select(http.alarm.ratio).expr).matchAll(/"alert", "([^"]+)"/g)];
    expect(told.map(([, id]) => id)).toEqual([
      "none",
      ...rulesOf(Object.values(alerts))
        .filter(({ severity }) => severity === "page")
        .map(({ id }) => id),
    ]);
  });

  it("can be told of every alert there is: no threshold is 0", () => {
    const zero = built(system).slices.flatMap(({ alerts }) => alerts.filter(({ fires }) => thresholdOf(fires) === 0));
    expect(zero.map(({ id }) => id)).toEqual([]);
  });
});
