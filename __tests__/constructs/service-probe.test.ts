import { describe, expect, it } from "@jest/globals";
import { TerraformStack } from "cdktf";
import { hasFindings } from "../../constructs/checked";
import { ServiceProbe } from "../../constructs/service-probe";
import type { ProbeSettings } from "../../environments/access";
import { production } from "../../environments/production";
import { blackbox, probes as emitted } from "../../signals/contracts/blackbox";
import { crmApi } from "../../system/crm";
import { shopApi } from "../../system/shop";
import type { ProbeObject } from "../support/live/probe-objects";
import { synthesizedStack, valuesOf } from "../support/synthesized";
import { testApp } from "../support/test-app";
import { resourceIn } from "../support/use-slices";

function probe(probes: ProbeSettings = production.probes, service = shopApi) {
  const stack = new TerraformStack(testApp(), "monitoring");
  const construct = new ServiceProbe(stack, "probes", { service, probes });
  const release = resourceIn(synthesizedStack(stack), "helm_release", `red-${service.name}-probes`);
  return { stack, construct, objects: (valuesOf(release) as { objects: ProbeObject[] }).objects };
}

describe("the probe of a service", () => {
  it("is one object for each place, through the exporter of this cluster where the place names none", () => {
    expect(probe().objects.map(({ metadata, spec }) => [metadata.name, spec.jobName, spec.prober.url])).toEqual([
      ["shop-api.cluster", "probe-cluster", "blackbox.monitoring.svc:9115"],
      ["shop-api.ireland", "probe-ireland", "blackbox.eu-west-1.example.internal:9115"],
    ]);
  });

  it("asks for its route under the address that clients use, in the name of service and place", () => {
    expect(probe(production.probes, crmApi).objects.map(({ spec }) => spec.targets.staticConfig)).toEqual([
      { static: ["https://crm.example.com/healthz"], labels: { service: "crm-api", place: "cluster" } },
      { static: ["https://crm.example.com/healthz"], labels: { service: "crm-api", place: "ireland" } },
    ]);
  });

  it("keeps of what the exporter tells exactly what its contract has", () => {
    const [{ spec }] = probe().objects as [ProbeObject];
    const [rule] = spec.metricRelabelings ?? [];
    const kept = new RegExp(`^(?:${rule?.regex})$`);
    const told = [...Object.values(emitted).map(({ name }) => name), "probe_ssl_last_chain_info", "probe_http_version"];
    expect(rule).toMatchObject({ action: "keep", sourceLabels: ["__name__"] });
    expect(told.filter((name) => kept.test(name))).toEqual(blackbox.metrics.map(({ name }) => name));
  });

  it("brings the series of that service, and no other", () => {
    expect(probe().construct.exports()).toMatchObject([{ contract: blackbox, of: ["shop-api"] }]);
  });

  it("needs the exporter of this cluster, unless every place has one of its own", () => {
    const through = (...places: ProbeSettings["places"]) =>
      probe({ ...production.probes, places })
        .construct.exports()
        .map((exported) => exported.through);
    expect(through({ name: "cluster" }, { name: "ireland", exporter: "blackbox.example:9115" })).toEqual([blackbox]);
    expect(through({ name: "ireland", exporter: "blackbox.example:9115" })).toEqual([undefined]);
  });

  it("is built without an address too, so that the finding about it can be told with all others", () => {
    const { stack, objects } = probe({ ...production.probes, addresses: {} });
    expect(objects).toHaveLength(2);
    expect(stack.node.findAll().flatMap((construct) => (hasFindings(construct) ? construct.findings() : []))).toEqual(
      [],
    );
  });
});
