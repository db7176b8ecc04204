import { describe, expect, it } from "@jest/globals";
import { checkSystem } from "../../model/check";
import type { Workload } from "../../model/workload";
import { podsOf } from "../../model/workload";
import { cores, gibibytes, mebibytes } from "../../units/quantities";
import { exampleService, exampleSystem } from "./example";

/** Pods in which nothing is wrong, for tests to change. */
const examplePods: Workload = {
  kind: "workload",
  name: "example-api",
  description: "Runs the examples. Pods that are killed teach nobody.",
  owner: { name: "teachers", title: "Teachers" },
  criticality: "critical",
  namespace: "example",
  deployment: "example-api",
  limits: { cpu: cores(1), memory: gibibytes(1) },
};

const findings = (changes: object) =>
  checkSystem({ ...exampleSystem(exampleService()), resources: [{ ...examplePods, ...changes }] });
const limits = (changes: object) => ({ limits: { ...examplePods.limits, ...changes } });

describe("a finding of a workload", () => {
  const at = "example-api.limits";

  it.each<[string, object, string[]]>([
    ["no limits at all", { limits: undefined }, [`workload-without-memory-limit at ${at}.memory`]],
    ["no memory limit", limits({ memory: undefined }), [`workload-without-memory-limit at ${at}.memory`]],
    ["a memory limit of 0", limits({ memory: mebibytes(0) }), [`limit-out-of-range at ${at}.memory`]],
    ["a negative memory limit", limits({ memory: gibibytes(-1) }), [`limit-out-of-range at ${at}.memory`]],
    ["a memory limit in the wrong unit", limits({ memory: { bytes: 512 } }), [`limit-out-of-range at ${at}.memory`]],
    ["a memory limit that is no number", limits({ memory: gibibytes(NaN) }), [`limit-out-of-range at ${at}.memory`]],
    ["an endless memory limit", limits({ memory: gibibytes(Infinity) }), [`limit-out-of-range at ${at}.memory`]],
    ["a negative CPU limit", limits({ cpu: cores(-1) }), [`limit-out-of-range at ${at}.cpu`]],
    ["a CPU limit of 0", limits({ cpu: cores(0) }), [`limit-out-of-range at ${at}.cpu`]],
    [
      "a Deployment and a namespace that no Kubernetes object can be called",
      { namespace: "MES", deployment: "mes.*" },
      ["name-not-plain at example-api.namespace", "name-not-plain at example-api.deployment"],
    ],
    ["nothing wrong", {}, []],
    ["no CPU limit, which the cluster does without as well", limits({ cpu: undefined }), []],
  ])("names the field of %s", (_, changes, expected) => {
    expect(findings(changes).map(({ id, where }) => `${id} at ${where}`)).toEqual(expected);
  });

  it("says why a limit is needed, and what to write", () => {
    expect(findings({ limits: undefined })).toMatchObject([
      {
        why: expect.stringContaining("the kernel kills its neighbours"),
        fix: expect.stringContaining("memory: gibibytes(4)"),
      },
    ]);
  });
});

describe("the pattern for the names of a Deployment's pods", () => {
  const matches = (pod: string) => new RegExp(`^(?:${podsOf({ deployment: "mes-api" })})$`).test(pod);

  it("takes those of all its replica sets, whose hashes have up to ten characters", () => {
    expect(["mes-api-6d4cf56db6-x7x2p", "mes-api-5c7b-24689", "mes-api-zz9tv8wxrq-bcdfg"].every(matches)).toBe(true);
  });

  it.each([
    ["another Deployment", "mes-api-worker-6d4cf56db6-x7x2p"],
    ["a Deployment whose name ends alike", "my-mes-api-6d4cf56db6-x7x2p"],
    ["a Job", "mes-api-migrate-x7x2p"],
    ["a CronJob", "mes-api-28391280-x7x2p"],
    ["a StatefulSet", "mes-api-db-0"],
    ["a DaemonSet", "mes-api-x7x2p"],
  ])("leaves out those of %s", (_, pod) => {
    expect(matches(pod)).toBe(false);
  });
});
