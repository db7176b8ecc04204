import { ElasticsearchIndexLifecycle } from "@cdktf/provider-elasticstack/lib/elasticsearch-index-lifecycle";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { LifecyclePolicy } from "../../logs/retention";
import { elasticsearchBytes, elasticsearchDuration } from "../../units/text";
import { forTerraform } from "../border";
import { nameInState } from "../logical-id";

/**
 * Adds an ILM policy, which says how long indices live. @param after the snapshot policy that an index waits for before
 * it is deleted
 */
export const addLifecycle = (
  scope: Construct,
  id: string,
  { name, hot, warm, delete: end }: LifecyclePolicy,
  after: TerraformResource[],
): ElasticsearchIndexLifecycle =>
  nameInState(
    new ElasticsearchIndexLifecycle(scope, id, {
      name: forTerraform(name),
      hot: {
        rollover: {
          maxAge: elasticsearchDuration(hot.rollover.maxAge),
          maxPrimaryShardSize: elasticsearchBytes(hot.rollover.maxPrimaryShardSize),
        },
        setPriority: { priority: hot.priority },
      },
      ...(warm && {
        warm: {
          minAge: elasticsearchDuration(warm.minAge),
          setPriority: { priority: warm.priority },
          forcemerge: { maxNumSegments: warm.segments },
        },
      }),
      delete: {
        minAge: elasticsearchDuration(end.minAge),
        ...(end.waitForSnapshot !== undefined && {
          waitForSnapshot: { policy: forTerraform(end.waitForSnapshot) },
        }),
        delete: {},
      },
      dependsOn: after,
    }),
    name,
  );
