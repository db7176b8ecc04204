import { describe, expect, it } from "@jest/globals";
import { checkExporter } from "../../constructs/span-metrics-exporter";
import { collectorValues } from "../../constructs/chart-values/opentelemetry-collector";
import { cores, mebibytes } from "../../units/quantities";
import { crmApi } from "../../system/crm";
import { shopApi } from "../../system/shop";

describe("a shared exporter", () => {
  it("counts the services that it was told of", () => {
    expect(checkExporter(shopApi, [crmApi, shopApi])).toEqual([]);
  });

  it("is a finding for a service that it was not told of, at the line that describes the service", () => {
    const [found, ...others] = checkExporter(shopApi, [crmApi]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      id: "exporter-without-service",
      severity: "error",
      where: "shop-api.exporter",
      what: "it counts crm-api, and not this service as it is described.",
    });
    expect(found?.source).toMatch(/^system\/shop\.ts:\d+$/);
  });

  it("is one for another service of the same name, too: routes and objectives may differ", () => {
    const another = { ...shopApi, routes: crmApi.routes };
    expect(checkExporter(shopApi, [another]).map(({ id }) => id)).toEqual(["exporter-without-service"]);
    expect(checkExporter(shopApi, [])[0]?.what).toContain("it counts nothing");
  });
});

describe("the collectors of an exporter", () => {
  const valuesOf = (replicas: number, tls = false) =>
    collectorValues({
      name: "red-shared",
      size: { replicas, cpu: cores(0.1), memory: mebibytes(256) },
      config: { receivers: {} },
      services: 2,
      ports: { red: 1, metrics: 2 },
      tls,
    });

  it("stand in different zones where there are several, and one stays whatever is drained", () => {
    expect(valuesOf(2)).toMatchObject({
      replicaCount: 2,
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      topologySpreadConstraints: [
        {
          topologyKey: "topology.kubernetes.io/zone",
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: { "app.kubernetes.io/instance": "red-shared" } },
        },
      ],
    });
    expect(valuesOf(1)).not.toHaveProperty("podDisruptionBudget");
    expect(valuesOf(1)).not.toHaveProperty("topologySpreadConstraints");
  });

  it("are asked over TLS for what they count, by who knows the authority, and in the clear for how they are", () => {
    const [metrics, red] = valuesOf(1, true).serviceMonitor.metricsEndpoints;
    expect(red).toMatchObject({
      port: "red",
      scheme: "https",
      tlsConfig: { ca: { secret: { name: "monitoring-tls", key: "ca.crt" } }, serverName: "pod.monitoring.svc" },
    });
    for (const plain of [metrics, ...valuesOf(1).serviceMonitor.metricsEndpoints]) {
      expect(plain).not.toHaveProperty("scheme");
      expect(plain).not.toHaveProperty("tlsConfig");
    }
  });

  it("find the certificate where their configuration says, and none where there is none", () => {
    expect(valuesOf(1, true)).toMatchObject({
      extraVolumes: [{ name: "monitoring-tls", projected: {} }],
      extraVolumeMounts: [{ name: "monitoring-tls", mountPath: "/etc/monitoring-tls", readOnly: true }],
    });
    for (const key of ["extraVolumes", "extraVolumeMounts"]) expect(valuesOf(1)).not.toHaveProperty(key);
  });

  it("may do nothing that they need not", () => {
    expect(valuesOf(1)).toMatchObject({
      serviceAccount: { automountServiceAccountToken: false },
      podSecurityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "RuntimeDefault" } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
    });
  });
});
