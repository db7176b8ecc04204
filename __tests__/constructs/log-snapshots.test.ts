import { describe, expect, it } from "@jest/globals";
import { TerraformStack, Testing } from "cdktf";
import { LogSnapshots } from "../../constructs/log-snapshots";
import { production } from "../../environments/production";
import type { Snapshots } from "../../logs/snapshots";
import { snapshotsOf } from "../../logs/snapshots";
import { readStack, resourcesOf } from "../support/synthesized";
import { testApp } from "../support/test-app";

const snapshots = snapshotsOf(production);
if (!snapshots) throw new Error("production takes no snapshots");

function synthesize(values: Snapshots) {
  const stack = new TerraformStack(testApp(), "monitoring");
  const construct = new LogSnapshots(stack, "snapshots", { snapshots: values });
  return { construct, stack: readStack(Testing.synth(stack)) };
}

describe("snapshots in Elasticsearch", () => {
  const { construct, stack } = synthesize(snapshots);

  it("go to the bucket, encrypted as the bucket says and by no setting of the repository", () => {
    expect(resourcesOf(stack, "elasticstack_elasticsearch_snapshot_repository")).toEqual([
      ["logs", { name: "logs", s3: { bucket: "example-shop-production-log-snapshots" } }],
    ]);
  });

  it("are taken by night and whole, kept for as long as is stated, and come after their repository", () => {
    expect(resourcesOf(stack, "elasticstack_elasticsearch_snapshot_lifecycle")).toEqual([
      [
        "logs-daily",
        {
          name: "logs-daily",
          repository: "${elasticstack_elasticsearch_snapshot_repository.logs.name}",
          schedule: "0 0 2 * * ?",
          snapshot_name: "<logs-{now/d}>",
          indices: ["logs-*-production"],
          feature_states: ["kibana"],
          include_global_state: false,
          partial: false,
          ignore_unavailable: true,
          expire_after: "90d",
          min_count: 7,
          max_count: 180,
        },
      ],
    ]);
  });

  it("count both as their parts", () => {
    expect(construct.parts()).toHaveLength(2);
  });

  it("say what is wrong with them, and where", () => {
    expect(construct.findings()).toEqual([]);
    const wrong = { ...snapshots, policy: { ...snapshots.policy, schedule: "daily" } };
    expect(synthesize(wrong).construct.findings()).toMatchObject([
      { id: "snapshot-schedule-malformed", where: "monitoring/snapshots.snapshots logs-daily.schedule" },
    ]);
  });

  it("reach the provider as they are, whatever Terraform makes of their names", () => {
    const hostile = { ...snapshots, policy: { ...snapshots.policy, snapshotName: "<${a}%{b}>" } };
    const [[, resource] = ["", {}]] = resourcesOf(
      synthesize(hostile).stack,
      "elasticstack_elasticsearch_snapshot_lifecycle",
    );
    expect(resource).toMatchObject({ snapshot_name: "<${a}%{b}>" });
  });
});
