import { describe, expect, it } from "@jest/globals";
import { namespace } from "../../../environments/names";
import { checkSources } from "../../../logs/collect/check";
import { componentsOf } from "../../../model/component";
import { system } from "../../../system";
import { exampleService, exampleSystem } from "../../model/example";

const findings = (...workloads: { readonly namespace: string; readonly deployment: string }[]) =>
  checkSources(
    componentsOf(
      exampleSystem(...workloads.map((workload, n) => exampleService({ name: `example-${n}`, workload }))),
      namespace,
    ),
  );

describe("the sources of logs", () => {
  it("are told apart in this system", () => {
    expect(checkSources(componentsOf(system, namespace))).toEqual([]);
  });

  it("may be alike in different namespaces, and begin alike in one", () => {
    expect(findings({ namespace: "a", deployment: "api" }, { namespace: "b", deployment: "api" })).toEqual([]);
    expect(findings({ namespace: "a", deployment: "api" }, { namespace: "a", deployment: "api-worker" })).toEqual([]);
    expect(findings({ namespace: "a", deployment: "api" }, { namespace: "a", deployment: "api-db" })).toEqual([]);
  });

  it("must not be two components' at once", () => {
    expect(findings({ namespace: "a", deployment: "api" }, { namespace: "a", deployment: "api" })).toEqual([
      {
        id: "log-sources-overlap",
        severity: "error",
        where: "example-1.source",
        what: 'pods in the namespace "a" are both "example-0" and "example-1".',
        why: "Filebeat reads a file for one component only: whose lines they become would be chance.",
        fix: "state different Deployments or namespaces; in the namespace of the monitoring all pods are its own.",
      },
    ]);
  });

  it("are the monitoring's own in its namespace", () => {
    expect(findings({ namespace, deployment: "api" })).toMatchObject([
      { id: "log-sources-overlap", where: "platform.source" },
    ]);
  });

  it("overlap where one pattern matches what the other was made for", () => {
    expect(findings({ namespace: "a", deployment: "api" }, { namespace: "a", deployment: "a[a-z]i" })).toMatchObject([
      { id: "log-sources-overlap", where: "example-1.source" },
    ]);
  });

  it("need expressions that Filebeat can read", () => {
    expect(findings({ namespace: "a", deployment: "api(" })).toMatchObject([
      { id: "log-source-malformed", where: "example-0.source.pods" },
    ]);
  });
});
