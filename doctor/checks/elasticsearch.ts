import type { ExpectedLogs } from "../expected/logs";
import type { Job } from "../job";
import type { Found } from "../line";
import { bad, good, warned } from "../line";
import { fields, list, number, text } from "../reading";
import { lifecycleJobs } from "./lifecycles";
import { itself, namedJob } from "./named";
import { snapshotsJob } from "./snapshots";
import { streamsJob } from "./streams";

/** How the cluster is, and how many of its shards have no node. */
export interface ClusterHealth {
  readonly status: string;
  readonly unassigned: number;
}

/** Reads the cluster's health: https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-cluster-health */
export const readHealth = (body: unknown): ClusterHealth => {
  const { status, unassigned_shards: unassigned } = fields(body);
  return { status: text(status), unassigned: number(unassigned) };
};

export function judgeHealth({ status, unassigned }: ClusterHealth): Found {
  const what = `it is ${status}: ${unassigned} shards have no node.`;
  const fix = "docs/runbooks/elk-unassigned.md; GET _cluster/allocation/explain in Kibana's Dev Tools says why";
  if (status === "green") return good("cluster", "green.");
  return status === "yellow" ? warned("cluster", what, fix) : bad("cluster", what, fix);
}

/**
 * Reads the names of ingest pipelines:
 * https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-ingest-get-pipeline
 */
export function readPipelines(body: unknown): string[] {
  const pipelines = Object.entries(fields(body));
  for (const [, pipeline] of pipelines) list(fields(pipeline).processors);
  return pipelines.map(([name]) => name);
}

const missing = "it is not there.";
const deploy = "deploy the stack monitoring";

export const elasticsearchJobs = (logs: ExpectedLogs, now: number): Job[] => [
  {
    part: "Elasticsearch",
    check: "health",
    subjects: ["cluster"],
    run: async (ask) => [judgeHealth(await ask({ api: "Elasticsearch", path: "/_cluster/health", read: readHealth }))],
  },
  streamsJob(logs, now),
  ...lifecycleJobs(logs),
  ...(logs.snapshots.length > 0 ? [snapshotsJob(logs.snapshots, now)] : []),
  namedJob({
    part: "Elasticsearch",
    check: "ingest pipelines",
    expected: itself(logs.pipelines),
    question: {
      api: "Elasticsearch",
      path: "/_ingest/pipeline",
      read: readPipelines,
    },
    missing,
    fix: deploy,
  }),
  ...(
    [
      ["index templates", "index_template", logs.indexTemplates],
      ["component templates", "component_template", logs.componentTemplates],
    ] as const
  ).map(([check, kind, names]) =>
    namedJob({
      part: "Elasticsearch",
      check,
      expected: itself(names),
      question: {
        api: "Elasticsearch",
        path: `/_${kind}`,
        read: (body) => list(fields(body)[`${kind}s`]).map((template) => text(fields(template).name)),
      },
      missing,
      fix: deploy,
    }),
  ),
];
