import { describe, expect, it } from "@jest/globals";
import { Failed } from "../../findings/failed";
import type { Planned, PlannedStack } from "../../delivery/planned";
import { assertReviewed } from "../../delivery/review";
import { valuesOf } from "../../delivery/secrets";
import { summaryOf } from "../../delivery/summary";
import { neededBy } from "../../delivery/variables";

const stack = (name: string): PlannedStack => ({
  ...summaryOf({}),
  name,
  digest: "aa",
  synthesized: "bb",
  saved: "ff",
  state: { lineage: "cc", serial: 3, resources: 9 },
});
const reviewed: Planned = { environment: "staging", refreshed: true, stacks: [stack("platform"), stack("monitoring")] };

const refusal = (...about: readonly PlannedStack[]): [string, string[]] | undefined => {
  try {
    assertReviewed(about, reviewed);
    return undefined;
  } catch (failure) {
    if (!(failure instanceof Failed)) throw failure;
    return [failure.failure, failure.findings.map(({ id, where }) => `${id} ${where}`)];
  }
};

describe("what is about to be applied", () => {
  it("is applied if it means what was reviewed, was made of the same output, and the state is where it was", () => {
    expect(refusal(stack("platform"), stack("monitoring"))).toBeUndefined();
  });

  it("is told of all stacks if it means something else, or was never reviewed", () => {
    expect(refusal({ ...stack("platform"), digest: "dd" }, { ...stack("other") })).toEqual([
      "plan-not-reviewed",
      ["plan-not-reviewed staging/platform", "plan-not-reviewed staging/other"],
    ]);
  });

  it("is refused if it is another file, whatever that means: who may sign in where stands in it too", () => {
    expect(refusal({ ...stack("platform"), saved: "dd" })?.[0]).toBe("plan-not-reviewed");
  });

  it("is refused if what lies there was synthesized from something else: charts are read from there", () => {
    expect(refusal({ ...stack("platform"), synthesized: "dd" })?.[0]).toBe("plan-not-reviewed");
  });

  it("is stale if the state moved on, or is another one", () => {
    for (const state of [
      { lineage: "cc", serial: 4, resources: 9 },
      { lineage: "ee", serial: 3, resources: 9 },
    ])
      expect(refusal(stack("platform"), { ...stack("monitoring"), state })).toEqual([
        "plan-stale",
        ["plan-stale staging/monitoring"],
      ]);
  });
});

describe("the variables of a stack", () => {
  const needed = neededBy({
    variable: { grafana_auth: { sensitive: true }, slack_token: {}, size: { default: 1 } },
    provider: { grafana: [{ auth: "${var.grafana_auth}" }], slack: [{ token: "${var.slack_token}" }] },
    resource: { grafana_contact_point: { a: { slack: [{ token: "${var.slack_token}" }] } } },
  } as Parameters<typeof neededBy>[0]);
  const store = {
    read: (name: string) => Promise.resolve(name === "slack_token" ? "from the store" : undefined),
  };

  it("are those without a default; some do nothing but sign in", () => {
    expect(needed).toEqual([
      { name: "grafana_auth", onlySignsIn: true },
      { name: "slack_token", onlySignsIn: false },
    ]);
  });

  it("come from where this runs, else from the store; one that is nowhere is left to Terraform to name", async () => {
    const env = { TF_VAR_slack_token: "from here" };
    expect(await valuesOf({ needed, env, store, readOnly: false })).toEqual({ slack_token: "from here" });
    expect(await valuesOf({ needed, env: {}, store, readOnly: false })).toEqual({ slack_token: "from the store" });
    expect(await valuesOf({ needed, env: {}, store: undefined, readOnly: false })).toEqual({});
  });

  it("need not be true where nobody is asked: who may push a branch need not be able to sign in", async () => {
    expect(await valuesOf({ needed, env: {}, store, readOnly: true })).toEqual({
      grafana_auth: "not-asked-for-this-plan",
      slack_token: "from the store",
    });
  });
});
