import { describe, expect, it } from "@jest/globals";
import type { JsonExporterValues } from "../../../constructs/chart-values/prometheus-json-exporter";
import { secretFolder } from "../../../constructs/chart-values/prometheus-json-exporter";
import { local } from "../../../environments/local";
import { production } from "../../../environments/production";
import type { Broker } from "../../../model/broker";
import { rabbitmq } from "../../../system/messaging";
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
    const [{ name, secret }] = additionalVolumes as [JsonExporterValues["additionalVolumes"][number]];
    const [mount] = additionalVolumeMounts;
    expect(secret).toEqual({ secretName: "rabbitmq-monitoring", items: [{ key: "password", path: "password" }] });
    expect([mount?.name, `${mount?.mountPath ?? ""}/password`]).toEqual([name, `${secretFolder}/password`]);
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
