/** Two alert rules that Grafana, or whoever is told, would take for one. */
import { describe, expect, it } from "@jest/globals";
import { TerraformStack } from "cdktf";
import type { AlertRule } from "../../alerts/alert";
import { AlertRules } from "../../constructs/alert-rules";
import { ContentFolder } from "../../constructs/content-folder";
import { findingsOf } from "../../synthesis/findings";
import { system } from "../../system";
import { slicesOf } from "../slices/build";
import { testApp } from "../support/test-app";

const { alert, dashboard } = example();

function example() {
  const [slice] = slicesOf(system);
  const [alert] = slice?.alerts ?? [];
  if (!slice || !alert) throw new Error("the first service has alerts");
  return { alert, dashboard: slice.dashboard };
}

/** What is said of the alert and of another like it, in a rule group of its own. */
function said(changes: Partial<AlertRule>): string[] {
  const stack = new TerraformStack(testApp(), "monitoring");
  const groups = { first: alert, second: { ...alert, ...changes } };
  for (const [name, rule] of Object.entries(groups)) {
    const folder = new ContentFolder(stack, `${name}-folder`, { uid: name, title: name });
    new AlertRules(stack, name, { name, rules: [rule], dashboard, folder, repository: system.repository });
  }
  return findingsOf(stack.node.findAll())
    .filter(({ id }) => id.startsWith("duplicate-"))
    .map(({ id, where, what }) => `${id}  ${where}: ${what}`);
}

describe("two alert rules", () => {
  it("may differ in UID and title", () => {
    expect(said({ id: "another", title: "Another" })).toEqual([]);
  });

  it("of one UID are a finding, once", () => {
    expect(said({})).toEqual([`duplicate-uid  alert ${alert.id}: a second alert rule is called "${alert.id}".`]);
  });

  it("of one title are a finding, whatever folders they lie in", () => {
    expect(said({ id: "another" })).toEqual([
      `duplicate-title  alert another.title: ${alert.id} is called "${alert.title}" as well.`,
    ]);
  });
});
