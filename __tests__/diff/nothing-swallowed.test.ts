import { describe, expect, it } from "@jest/globals";
import { changesBetween } from "../../diff/compare";
import { leavesOf, withOther } from "../support/diff/leaves";
import { sideOf } from "../support/diff/side";

const leaves = leavesOf(sideOf());

const panels = "grafana_dashboard.config_json.panels";

/** What may be another without a change for people. */
const meansNothing = [
  // A row is as wide as its dashboard, and stands where the panels leave room.
  ...["id", "gridPos.h", "gridPos.w", "gridPos.x", "gridPos.y"].map((name) => `${panels}[row].${name}`),
  // A panel of the same title and kind is the same one; alerts that lead to it say so.
  `${panels}[].id`,
  // Terraform's order, and what the tree of policies names it names.
  "grafana_notification_policy.depends_on[]",
];

describe("an output in which a single value is another", () => {
  it("is never without a change in meaning, whatever kind of value it is", () => {
    expect(leaves.size).toBeGreaterThan(800);
    const untold = [...leaves].filter(([, leaf]) => changesBetween(leaf.output, withOther(leaf)).length === 0);
    expect(untold.map(([kind]) => kind).sort()).toEqual([...meansNothing].sort());
  });
});
