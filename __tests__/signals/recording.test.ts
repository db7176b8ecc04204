import { describe, expect, it } from "@jest/globals";
import { constant, withLabel } from "../../promql/build";
import { http } from "../../signals/http";
import { objectiveSignals } from "../../signals/objectives";
import { windows } from "../../signals/windows";
import { groupNames, recordingGroups, slowInterval } from "../../signals/recording";
import { recordAs } from "../../signals/signal";
import { shopApi } from "../../system/shop";
import { minutes } from "../../units/quantities";
import { slicesOf } from "../slices/build";
import { system } from "../../system";

const groups = recordingGroups("red-shop-api", objectiveSignals(shopApi));

describe("rules that look back far", () => {
  it("are a group of their own, evaluated every two minutes", () => {
    expect(groups.map(({ name, interval }) => [name, interval])).toEqual([
      ["red-shop-api", "30s"],
      ["red-shop-api-slow", "2m"],
    ]);
    expect(groups.map(({ name }) => name)).toEqual(groupNames("red-shop-api"));
  });

  it("are those over six hours and more, and of the whole period", () => {
    expect(groups[1]?.rules.map(({ record }) => record.replace("monitoring:", ""))).toEqual([
      ...["http_errors", "http_slow_requests"].flatMap((name) =>
        ["count6h", "ratio6h", "count3d", "ratio3d"].map((series) => `${name}:${series}`),
      ),
      "http_budget_left:ratio",
    ]);
    expect(Object.keys(windows)).toEqual(["5m", "10m", "30m", "1h", "6h", "3d"]);
  });

  it("may lose an evaluation before Prometheus, which looks back 5 min, takes the last sample for gone", () => {
    expect(2 * slowInterval.milliseconds).toBeLessThan(minutes(5).milliseconds);
  });

  it("have no group where there are none", () => {
    const series = [recordAs(http.errorBudget.ratio, withLabel(constant(1), "service", "a"))];
    expect(recordingGroups("red-a", [{ ...http.errorBudget, series }]).map(({ name }) => name)).toEqual(["red-a"]);
    expect(recordingGroups("red-a", [])).toEqual([]);
  });

  it("are few enough in a group, as are the others, that one which always fails is more than a hundredth of it", () => {
    for (const { name, signals } of slicesOf(system))
      for (const { rules } of recordingGroups(name, signals)) expect(rules.length).toBeLessThan(100);
  });
});
