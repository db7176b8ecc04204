/**
 * What Elasticsearch and Kibana answer once the documents are deployed, where OpenSearch has no such API (decision 21).
 */
type Block = Readonly<Record<string, unknown>>;

interface Document {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

const blocksOf = (documents: readonly unknown[], type: string): Block[] =>
  (documents as readonly Document[]).flatMap(({ resource }) => Object.values(resource?.[type] ?? {}));

const phases = ["hot", "warm", "cold", "delete"];

/** https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-ilm-get-lifecycle */
const lifecycles = (documents: readonly unknown[]) =>
  Object.fromEntries(
    blocksOf(documents, "elasticstack_elasticsearch_index_lifecycle").map((block) => [
      String(block.name),
      {
        version: 1,
        modified_date: "2026-03-14T09:26:53.589Z",
        policy: {
          phases: Object.fromEntries(
            phases
              .filter((phase) => phase in block)
              .map((phase) => [
                phase,
                { min_age: (block[phase] as { readonly min_age?: string }).min_age ?? "0ms", actions: {} },
              ]),
          ),
        },
      },
    ]),
  );

/** https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-slm-get-lifecycle */
const snapshotPolicies = (documents: readonly unknown[], now: number) =>
  Object.fromEntries(
    blocksOf(documents, "elasticstack_elasticsearch_snapshot_lifecycle").map((block) => [
      String(block.name),
      {
        version: 1,
        modified_date_millis: now - 40 * 86_400_000,
        policy: { name: block.snapshot_name, schedule: block.schedule, repository: "logs" },
        last_success: { snapshot_name: "logs-2026.03.14-x", start_time: now - 7_300_000, time: now - 7_200_000 },
        next_execution_millis: now + 79_200_000,
        stats: { policy: block.name, snapshots_taken: 40, snapshots_failed: 0 },
      },
    ]),
  );

/** By method and path, below `/elasticsearch`. @param streams the pattern of all data streams */
export const elasticsearchAnswers = (
  documents: readonly unknown[],
  { now, version, streams }: { readonly now: number; readonly version: string; readonly streams: string },
): Readonly<Record<string, unknown>> => ({
  // https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-info
  "GET /elasticsearch/": {
    name: "logs-es-hot-0",
    cluster_name: "logs",
    version: { number: version, build_flavor: "default" },
    tagline: "You Know, for Search",
  },
  "GET /elasticsearch/_ilm/policy": lifecycles(documents),
  // https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-ilm-get-status
  "GET /elasticsearch/_ilm/status": { operation_mode: "RUNNING" },
  "GET /elasticsearch/_slm/policy": snapshotPolicies(documents, now),
  // https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-ilm-explain-lifecycle
  [`GET /elasticsearch/${streams}/_ilm/explain`]: { indices: {} },
});

/** By method and path, below `/kibana`. */
export const kibanaAnswers = (documents: readonly unknown[], version: string): Readonly<Record<string, unknown>> => {
  const [space] = blocksOf(documents, "elasticstack_kibana_space");
  const id = String(space?.space_id);
  return {
    // https://www.elastic.co/docs/api/doc/kibana/operation/operation-get-status
    "GET /kibana/api/status": {
      name: "logs-kb",
      version: { number: version, build_snapshot: false },
      status: { overall: { level: "available", summary: "All services and plugins are available" } },
    },
    // https://www.elastic.co/docs/api/doc/kibana/operation/operation-get-spaces-space-id
    [`GET /kibana/api/spaces/space/${id}`]: { id, name: space?.name, disabledFeatures: [] },
    // https://www.elastic.co/docs/api/doc/kibana/operation/operation-getalldataviewsdefault
    [`GET /kibana/s/${id}/api/data_views`]: {
      data_view: blocksOf(documents, "elasticstack_kibana_data_view").map(({ data_view: view }) => {
        const { id: own, name, title } = view as Readonly<Record<"id" | "name" | "title", string>>;
        return { id: own, name, title, namespaces: [id] };
      }),
    },
  };
};
