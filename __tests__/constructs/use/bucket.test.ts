import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import type { CloudWatchExporterValues } from "../../../constructs/chart-values/yet-another-cloudwatch-exporter";
import { local } from "../../../environments/local";
import { production } from "../../../environments/production";
import { staging } from "../../../environments/staging";
import { bucket } from "../../../model/bucket";
import { shopMedia } from "../../../system/shop";
import { storefront } from "../../../system/teams";
import { days } from "../../../units/quantities";
import { plain } from "../../support/plain-text";
import type { SynthesizedStack } from "../../support/synthesized";
import {
  alertTable,
  dashboardOf,
  dashboardTable,
  recordedTable,
  valuesOf,
  valuesYaml,
} from "../../support/synthesized";
import { resourceIn, useSlices } from "../../support/use-slices";

const backups = bucket({
  name: "shop-backups",
  description: "Nightly copies of the database.",
  owner: storefront,
  region: "eu-west-1",
});

const slice = useSlices(staging, shopMedia);

const exporterValues = (from: SynthesizedStack, name: string) =>
  valuesOf(resourceIn(from, "helm_release", name)) as CloudWatchExporterValues;

describe("a slice for a bucket", () => {
  it("brings exporter, role, rules, folder, dashboard and alerts, all named after the bucket", () => {
    expect(Object.fromEntries(Object.entries(slice.resource).map(([type, all]) => [type, Object.keys(all)]))).toEqual({
      aws_iam_role: ["use-shop-media"],
      aws_iam_role_policy: ["use-shop-media"],
      grafana_dashboard: ["use-shop-media"],
      grafana_folder: ["monitoring", "use-shop-media"],
      grafana_folder_permission: ["monitoring", "use-shop-media"],
      grafana_rule_group: ["use-shop-media-alerts"],
      grafana_team: ["storefront"],
      helm_release: ["use-shop-media", "use-shop-media-network", "use-shop-media-rules"],
    });
  });

  it("draws this dashboard", () => {
    const dashboard = dashboardOf(resourceIn(slice, "grafana_dashboard", "use-shop-media"));
    const alerts = resourceIn(slice, "grafana_rule_group", "use-shop-media-alerts");
    expect(plain(dashboardTable(dashboard, alerts))).toMatchSnapshot();
  });

  it("raises these alerts", () => {
    expect(plain(alertTable(resourceIn(slice, "grafana_rule_group", "use-shop-media-alerts")))).toMatchSnapshot();
  });

  it("records these series", () => {
    expect(plain(recordedTable(resourceIn(slice, "helm_release", "use-shop-media-rules")))).toMatchSnapshot();
  });

  it("installs this exporter", () => {
    expect(plain(valuesYaml(resourceIn(slice, "helm_release", "use-shop-media")))).toMatchSnapshot();
  });

  it("shows a month at first: there is one point a day", () => {
    expect(dashboardOf(resourceIn(slice, "grafana_dashboard", "use-shop-media"))).toMatchObject({
      time: { from: "now-30d", to: "now" },
    });
  });

  it("draws what is known once a day as steps, and across days that are left out", () => {
    const { panels } = dashboardOf(resourceIn(slice, "grafana_dashboard", "use-shop-media"));
    const steps = panels.filter(({ title }) =>
      ["Size", "By storage type", "Objects", "Lost within a week"].includes(title),
    );
    for (const { type, fieldConfig } of steps)
      if (type === "timeseries")
        expect(fieldConfig).toMatchObject({
          defaults: { custom: { lineInterpolation: "stepAfter", spanNulls: days(3).milliseconds } },
        });
  });
});

describe("buckets in two regions", () => {
  const both = useSlices(production, shopMedia, backups);

  it("have an exporter each, which asks the region of its bucket", () => {
    const regions = [shopMedia, backups].map(
      ({ name }) => (parse(exporterValues(both, `use-${name}`).config) as { discovery: unknown }).discovery,
    );
    expect(regions).toMatchObject([
      { jobs: [{ regions: ["eu-central-1"], searchTags: [{ key: "monitoring", value: "^shop-media$" }] }] },
      { jobs: [{ regions: ["eu-west-1"], searchTags: [{ key: "monitoring", value: "^shop-backups$" }] }] },
    ]);
  });

  it("have one pod each, also where exporters have two: each pod would ask, and pay, for the same numbers", () => {
    expect(production.exporter.replicas).toBe(2);
    expect(exporterValues(both, "use-shop-media").replicaCount).toBe(1);
  });
});

describe("an environment without AWS", () => {
  it("has no buckets", () => {
    expect(() => useSlices(local, shopMedia)).toThrow(
      'The environment "local" has no AWS: nothing can be measured there.',
    );
  });
});
