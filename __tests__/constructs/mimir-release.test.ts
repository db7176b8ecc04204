/** A store of all series, in a test environment: no other has one yet. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { platformAlerts } from "../../alerts/platform/alerts";
import { mimirJobs } from "../../alerts/platform/targets";
import { grafanaValues } from "../../constructs/chart-values/grafana";
import { prometheusValues } from "../../constructs/chart-values/kube-prometheus-stack";
import type { Environment } from "../../environments/environment";
import { datasources, mimirUrl } from "../../environments/names";
import { production } from "../../environments/production";
import { boundary } from "../../iam/boundary";
import { isBootstrapped } from "../../environments/state";
import { buildApp } from "../../synthesis/app";
import { synthesize } from "../../synthesis/synthesize";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";
import { grown } from "../support/long-term";
import { plain } from "../support/plain-text";
import type { SynthesizedResource, SynthesizedStack } from "../support/synthesized";
import { readStack, resourcesOf, valuesOf, valuesYaml } from "../support/synthesized";

let platform: SynthesizedStack;
let monitoring: SynthesizedStack;
beforeAll(() => {
  const { outdir } = synthesized();
  const read = (stack: string) => readStack(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8"));
  platform = read("platform");
  monitoring = read("monitoring");
});

function synthesized() {
  const app = buildApp({ system, environment: grown, outdir: emptyFolder() });
  app.synth();
  return app;
}

const release = (stack: SynthesizedStack, name: string): SynthesizedResource => {
  const found = resourcesOf(stack, "helm_release").find(([id]) => id === name);
  if (!found) throw new Error(`no release ${name}`);
  return found[1];
};

const ruleReleases = (stack: SynthesizedStack) =>
  resourcesOf(stack, "helm_release").filter(([, { chart }]) => String(chart).includes("prometheus-rules"));

describe("an environment with a store of all series", () => {
  it("has no findings, gaps in what is covered among them", () => {
    const { findings, exitCode } = synthesize({
      system,
      environments: new Map([["production", grown]]),
      options: { environmentName: "production", verbose: false, findings: [] },
      outdir: emptyFolder(),
    });
    expect({ findings, exitCode }).toEqual({ findings: [], exitCode: 0 });
  });

  it("has Mimir with these values", () => {
    expect(plain(valuesYaml(release(platform, "mimir")))).toMatchSnapshot();
  });

  it("has it after its bucket, its role, and the operator", () => {
    const after = release(platform, "mimir").depends_on as string[];
    expect(after).toEqual(
      expect.arrayContaining(["helm_release.kps", "aws_s3_bucket.series", "aws_iam_role_policy.mimir"]),
    );
  });

  it("may do with the bucket what its boundary allows, and nothing else", () => {
    const [[, policy] = []] = resourcesOf(platform, "aws_iam_role_policy").filter(([id]) => id === "mimir");
    const may = JSON.parse(String(policy?.policy)) as { Statement: unknown[] };
    expect(may.Statement).toEqual([
      { Action: ["s3:ListBucket"], Effect: "Allow", Resource: "arn:aws:s3:::example-shop-production-series" },
      {
        Action: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
        Effect: "Allow",
        Resource: "arn:aws:s3:::example-shop-production-series/*",
      },
    ]);
    expect(isBootstrapped(grown) && boundary(grown).Statement).toEqual(expect.arrayContaining(may.Statement));
  });

  it("keeps in the bucket what Mimir has not deleted, however old it is", () => {
    const [[, lifecycle] = []] = resourcesOf(platform, "aws_s3_bucket_lifecycle_configuration").filter(
      ([id]) => id === "series",
    );
    expect(lifecycle?.rule).toMatchObject([
      {
        expiration: [{ expired_object_delete_marker: true }],
        noncurrent_version_expiration: [{ noncurrent_days: 14 }],
      },
    ]);
    expect(JSON.stringify(lifecycle?.rule)).not.toContain('"days"');
  });
});

describe("with a store of all series, rules", () => {
  it("are files that the ruler mounts, all of them and nothing else", () => {
    const { ruler } = valuesOf(release(platform, "mimir")) as {
      ruler: { extraVolumes: [{ projected: { sources: { configMap: { name: string } }[] } }] };
    };
    const mounted = ruler.extraVolumes[0].projected.sources.map(({ configMap }) => configMap.name);
    expect(mounted).toEqual(
      ruleReleases(monitoring)
        .map(([, { name }]) => name)
        .sort(),
    );
    expect(mounted.length).toBeGreaterThan(5);
  });

  it("are none of Prometheus', which has a share of the series", () => {
    const kinds = ruleReleases(monitoring).map(([, rules]) => (valuesOf(rules) as { kind?: string }).kind);
    expect([...new Set(kinds)]).toEqual(["ConfigMap"]);
  });

  it("fare by the same names wherever they are evaluated", () => {
    const { metaMonitoring } = valuesOf(release(platform, "mimir")) as {
      metaMonitoring: { serviceMonitor: { metricRelabelings: { regex: string; replacement?: string }[] } };
    };
    const [rename, keep] = metaMonitoring.serviceMonitor.metricRelabelings;
    const name = "cortex_prometheus_rule_evaluations_total".replace(new RegExp(`^${rename?.regex}$`), "$1");
    expect(name).toBe("prometheus_rule_evaluations_total");
    expect(name).toMatch(new RegExp(`^(?:${keep?.regex})$`));
    expect("cortex_ingester_memory_series").not.toMatch(new RegExp(`^(?:${keep?.regex})$`));
  });
});

describe("with a store of all series, Prometheus", () => {
  it("has the replicas of each shard in zones of their own, and loses one pod at a time", () => {
    const { prometheus } = prometheusValues(grown);
    expect(prometheus.prometheusSpec).toMatchObject({
      podAntiAffinity: "",
      topologySpreadConstraints: [{ whenUnsatisfiable: "DoNotSchedule", additionalLabelSelectors: "OnShard" }],
    });
    const { replicas, longTerm } = grown.prometheus;
    expect(prometheus.podDisruptionBudget.minAvailable).toBe(replicas * (longTerm?.shards ?? 0) - 1);
  });

  const { shards, externalLabels, replicaExternalLabelName, prometheusExternalLabelNameClear, remoteWrite, replicas } =
    prometheusValues(grown).prometheus.prometheusSpec;

  it("is divided, and says of what it sends which share it is and which replica, and nothing besides", () => {
    expect({ shards, replicas, externalLabels, replicaExternalLabelName, prometheusExternalLabelNameClear }).toEqual({
      shards: 3,
      replicas: 2,
      externalLabels: { __shard__: "$(SHARD)" },
      replicaExternalLabelName: "__replica__",
      prometheusExternalLabelNameClear: true,
    });
  });

  it("sends all of it there, exemplars too", () => {
    expect(remoteWrite).toEqual([
      { url: "http://mimir-distributor.monitoring.svc:8080/api/v1/push", sendExemplars: true },
    ]);
  });

  it("evaluates no rule, also not while those of before are still there", () => {
    const of = (environment: Environment) =>
      prometheusValues(environment).prometheus.prometheusSpec.ruleSelectorNilUsesHelmValues;
    expect([of(production), of(grown)]).toEqual([false, true]);
  });

  it("is neither divided nor sends anything without", () => {
    const spec = prometheusValues(production).prometheus.prometheusSpec;
    expect(spec).not.toHaveProperty("shards");
    expect(spec).not.toHaveProperty("remoteWrite");
  });
});

it("what of it is not scraped is told, and where there is none, nothing is missed", () => {
  const alerts = JSON.stringify(resourcesOf(monitoring, "grafana_rule_group"));
  for (const job of mimirJobs) expect(alerts).toContain(job);
  const { targetsDown } = platformAlerts({ owner: system.platformTeam, critical: [] }, { heartbeat: false });
  expect(JSON.stringify(targetsDown.value)).not.toContain("monitoring/");
  const parts = Object.entries(valuesOf(release(platform, "mimir")) as Record<string, { replicas?: number }>);
  expect(mimirJobs).toEqual(
    parts.flatMap(([part, { replicas }]) => (replicas === undefined ? [] : `monitoring/${part.replace("_", "-")}`)),
  );
});

it("Grafana asks there for what it asks Prometheus for elsewhere, under the same UID", () => {
  const [series] = grafanaValues(grown).datasources["datasources.yaml"].datasources;
  expect(series).toMatchObject({
    uid: datasources.prometheus,
    type: "prometheus",
    url: mimirUrl,
    jsonData: { prometheusType: "Mimir" },
  });
});
