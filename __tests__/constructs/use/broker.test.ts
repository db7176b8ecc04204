import { describe, expect, it } from "@jest/globals";
import type { JsonExporterValues } from "../../../constructs/chart-values/prometheus-json-exporter";
import { secretFolder } from "../../../constructs/chart-values/prometheus-json-exporter";
import type { Environment } from "../../../environments/environment";
import { local } from "../../../environments/local";
import { production } from "../../../environments/production";
import { accessTo } from "../../../environments/broker-access";
import type { Broker } from "../../../model/broker";
import { rabbitmq } from "../../../system/messaging";
import type { ServiceMonitor } from "../../support/live/service-monitor";
import { plain } from "../../support/plain-text";
import { dashboardOf, dashboardTable, valuesOf, valuesYaml } from "../../support/synthesized";
import { brokerOfOneGroup, resourceIn, useSlices } from "../../support/use-slices";

const slice = useSlices(local, brokerOfOneGroup);
const one = (type: string, name: string) => resourceIn(slice, type, name);

describe("a slice for a broker", () => {
  it("brings what is to be scraped, an exporter, rules, folder, dashboard and alerts, all named after the broker", () => {
    expect(Object.fromEntries(Object.entries(slice.resource).map(([type, all]) => [type, Object.keys(all)]))).toEqual({
      grafana_dashboard: ["use-rabbitmq"],
      grafana_folder: ["monitoring", "use-rabbitmq"],
      grafana_folder_permission: ["monitoring", "use-rabbitmq"],
      grafana_rule_group: ["use-rabbitmq-alerts"],
      grafana_team: ["platform"],
      helm_release: [
        "use-rabbitmq-bindings",
        "use-rabbitmq-bindings-network",
        "use-rabbitmq-bindings-scrape",
        "use-rabbitmq-metrics",
        "use-rabbitmq-metrics-network",
        "use-rabbitmq-rules",
      ],
    });
  });

  it("draws this dashboard", () => {
    const dashboard = dashboardOf(one("grafana_dashboard", "use-rabbitmq"));
    const alerts = one("grafana_rule_group", "use-rabbitmq-alerts");
    expect(plain(dashboardTable(dashboard, alerts))).toMatchSnapshot();
  });

  it("has the broker scraped like this", () => {
    expect(plain(valuesYaml(one("helm_release", "use-rabbitmq-metrics")))).toMatchSnapshot();
  });

  it("installs this exporter beside it, and has it scraped like this", () => {
    const both = ["use-rabbitmq-bindings", "use-rabbitmq-bindings-scrape"];
    expect(plain(both.map((name) => valuesYaml(one("helm_release", name))).join("---\n"))).toMatchSnapshot();
  });

  it("takes the password from a Secret that is there already, as a file", () => {
    const { configuration, additionalVolumes, additionalVolumeMounts } = valuesOf(
      one("helm_release", "use-rabbitmq-bindings"),
    ) as JsonExporterValues;
    const [mount] = additionalVolumeMounts;
    expect(additionalVolumes).toEqual([
      {
        name: mount?.name,
        secret: { secretName: "rabbitmq-monitoring", items: [{ key: "password", path: "password" }] },
      },
    ]);
    expect(`${mount?.mountPath ?? ""}/password`).toBe(`${secretFolder}/password`);
    expect(JSON.stringify(configuration)).toContain(`"password_file":"${secretFolder}/password"`);
  });

  it("has one exporter, also where others have two", () => {
    expect(production.exporter.replicas).toBe(2);
    const values = valuesOf(resourceIn(useSlices(production, rabbitmq), "helm_release", "use-rabbitmq-bindings"));
    expect((values as JsonExporterValues).replicaCount).toBe(1);
  });

  it("is built for nothing where the description has nothing to build for: findings tell of that", () => {
    const nameless = { ...rabbitmq, queues: [] as unknown as Broker["queues"] };
    expect(() => useSlices({ ...local, brokers: {} }, nameless)).not.toThrow();
  });
});

describe("a broker that serves over TLS", () => {
  const asked = (environment: Environment) => {
    const synthesized = useSlices(environment, brokerOfOneGroup);
    const endpoints = (name: string) => {
      const { objects } = valuesOf(resourceIn(synthesized, "helm_release", name)) as { objects: [ServiceMonitor] };
      return objects[0].spec.endpoints;
    };
    const bindings = valuesOf(resourceIn(synthesized, "helm_release", "use-rabbitmq-bindings")) as JsonExporterValues;
    const alerts = resourceIn(synthesized, "grafana_rule_group", "use-rabbitmq-alerts");
    return {
      plugin: endpoints("use-rabbitmq-metrics"),
      bindings: endpoints("use-rabbitmq-bindings-scrape"),
      // As the exporter reads it.
      management: JSON.stringify(bindings.configuration),
      mounts: bindings.additionalVolumeMounts,
      portsOfAlerts: [...JSON.stringify(alerts).matchAll(/job=\\+"use-rabbitmq-(\w+)\\+",port=\\+"([\w-]+)/g)].map(
        ([, job, port]) => `${job}: ${port}`,
      ),
    };
  };
  const authority = { secret: { name: "monitoring-tls", key: "ca.crt" } };

  it("is asked at the port that its Service has for it, and believed by its Service's name", () => {
    const { plugin, portsOfAlerts } = asked(production);
    expect(plugin).toHaveLength(3);
    for (const endpoint of plugin)
      expect(endpoint).toMatchObject({
        port: "prometheus-tls",
        scheme: "https",
        tlsConfig: { ca: authority, serverName: "rabbitmq.messaging.svc" },
      });
    expect([...new Set(portsOfAlerts)].sort()).toEqual([
      "bindings: http",
      "channels: prometheus-tls",
      "nodes: prometheus-tls",
      "queues: prometheus-tls",
    ]);
  });

  it("tells its bindings to an exporter that believes it by a file which is there, and is itself asked over TLS", () => {
    const { bindings, management, mounts } = asked(production);
    expect(bindings).toMatchObject([
      {
        params: { target: ["https://rabbitmq.messaging.svc:15671/api/bindings/%2F"] },
        scheme: "https",
        tlsConfig: { ca: authority, serverName: "pod.monitoring.svc" },
      },
    ]);
    expect(management).toContain('"tls_config":{"ca_file":"/etc/monitoring-tls/ca.crt"}');
    expect(mounts.map(({ mountPath }) => mountPath)).toContain("/etc/monitoring-tls");
  });

  it("is another matter than its exporter, which serves over TLS where there are certificates", () => {
    const { user, password } = accessTo(rabbitmq, production);
    const { plugin, bindings, management } = asked({ ...production, brokers: { rabbitmq: { user, password } } });
    expect(plugin.map(({ port, scheme }) => [port, scheme])).toEqual(Array(3).fill(["prometheus", undefined]));
    expect(management).not.toContain("tls_config");
    expect(bindings).toMatchObject([
      { params: { target: ["http://rabbitmq.messaging.svc:15672/api/bindings/%2F"] }, scheme: "https" },
    ]);
  });
});
