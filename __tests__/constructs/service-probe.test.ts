import { describe, expect, it } from "@jest/globals";
import { TerraformStack } from "cdktf";
import { hasFindings } from "../../constructs/checked";
import { ServiceProbe } from "../../constructs/service-probe";
import type { ProbeSettings } from "../../environments/access";
import type { Environment } from "../../environments/environment";
import { production } from "../../environments/production";
import { blackbox, probes as emitted } from "../../signals/contracts/blackbox";
import { crmApi } from "../../system/crm";
import { shopApi } from "../../system/shop";
import { inTheClear } from "../support/in-the-clear";
import type { ProbeObject } from "../support/live/probe-objects";
import { synthesizedStack, valuesOf } from "../support/synthesized";
import { testApp } from "../support/test-app";
import { resourceIn } from "../support/use-slices";

function probe(probes: ProbeSettings = production.probes, service = shopApi, environment = production) {
  const stack = new TerraformStack(testApp(), "monitoring");
  const construct = new ServiceProbe(stack, "probes", { service, environment: { ...environment, probes } });
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

  it("asks over TLS through those that have a certificate, each known by its own name", () => {
    const expecting = (serverName: string) => ({
      ca: { secret: { name: "monitoring-tls", key: "ca.crt" } },
      serverName,
    });
    expect(probe().objects.map(({ spec }) => [spec.prober.scheme, spec.tlsConfig])).toEqual([
      ["https", expecting("blackbox.monitoring.svc")],
      ["https", expecting("blackbox.eu-west-1.example.internal")],
    ]);
  });

  it("asks in the clear through those that have none, whatever the environment has", () => {
    const places: ProbeSettings["places"] = [
      { name: "cluster" },
      { name: "ireland", exporter: "blackbox.example:9115" },
    ];
    const through = (environment: Environment) =>
      probe({ ...environment.probes, places }, shopApi, environment).objects.map(({ spec }) => [
        spec.prober,
        spec.tlsConfig?.serverName,
      ]);
    const elsewhere = [{ url: "blackbox.example:9115" }, undefined];
    expect(through(inTheClear(production))).toEqual([[{ url: "blackbox.monitoring.svc:9115" }, undefined], elsewhere]);
    expect(through(production)).toEqual([
      [{ url: "blackbox.monitoring.svc:9115", scheme: "https" }, "blackbox.monitoring.svc"],
      elsewhere,
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
