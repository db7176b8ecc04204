import type { Expected } from "../../../doctor/expected/expected";
import type { Environment } from "../../../environments/environment";
import type { Teller } from "./double";
import { telling } from "./double";
import { elasticsearchAnswers, kibanaAnswers } from "./elastic";
import { expectationsOf } from "./expectations";
import { grafanaAnswers } from "./grafana";

/**
 * What is answered where all is well, made of what is expected: below `/grafana`, `/elasticsearch` and `/kibana`. For a
 * command that is run as a whole; what it makes of answers is tried with real engines.
 */
export function allWell(environment: Environment, now = Date.now()): Teller {
  const { documents, expected } = expectationsOf(environment);
  const { versions, logs } = expected;
  return telling({
    ...grafanaAnswers(documents, { now, version: versions.Grafana }),
    ...prometheusAnswers(expected, now),
    ...elasticsearchAnswers(documents, { now, version: versions.Elasticsearch, streams: logs.allStreams }),
    ...elasticsearchHas(expected, now),
    ...kibanaAnswers(documents, versions.Kibana),
  });
}

const proxied = "/grafana/api/datasources/proxy/uid/prometheus/api/v1";

/** https://prometheus.io/docs/prometheus/latest/querying/api/, as Grafana hands it on */
function prometheusAnswers({ versions, scrapes, rules, series, certificates }: Expected, now: number) {
  const success = (data: unknown) => ({ status: "success", data });
  const labels = series.flatMap((metric) => metric.labels);
  // One series for all questions: with all labels, and of a certificate so many seconds.
  const metric = {
    ...Object.fromEntries(labels.map((label) => [label, "some"])),
    ...Object.fromEntries(certificates.map((name) => ["service", name])),
  };
  return {
    [`GET ${proxied}/status/buildinfo`]: success({ version: versions.Prometheus }),
    [`GET ${proxied}/targets`]: success({
      activeTargets: scrapes.flatMap(({ pool, pools }) =>
        Array.from({ length: pools }, (_, at) => ({
          scrapePool: pool.startsWith("probe/") ? pool : `${pool}/${at}`,
          labels: { instance: "10.0.0.7:9187" },
          health: "up",
          lastError: "",
        })),
      ),
    }),
    [`GET ${proxied}/rules`]: success({
      groups: [...new Set(rules.map(({ group }) => group))].map((name) => ({
        name,
        rules: rules
          .filter(({ group }) => group === name)
          .map(({ record, text: query }) => ({
            ...{ name: record, query, type: "recording", health: "ok" },
            lastEvaluation: new Date(now).toISOString(),
          })),
      })),
    }),
    [`POST ${proxied}/query`]: success({ resultType: "vector", result: [{ metric, value: [now / 1000, "9999999"] }] }),
  };
}

/** What OpenSearch answers where it stands in for Elasticsearch. */
const elasticsearchHas = ({ logs }: Expected, now: number) => ({
  "GET /elasticsearch/_cluster/health": { status: "green", unassigned_shards: 0 },
  [`GET /elasticsearch/_data_stream/${logs.allStreams}/_stats`]: {
    data_streams: logs.streams.map(({ stream }) => ({ data_stream: stream, maximum_timestamp: now })),
  },
  "GET /elasticsearch/_ingest/pipeline": Object.fromEntries(logs.pipelines.map((name) => [name, { processors: [] }])),
  "GET /elasticsearch/_index_template": { index_templates: logs.indexTemplates.map((name) => ({ name })) },
  "GET /elasticsearch/_component_template": {
    component_templates: logs.componentTemplates.map((name) => ({ name })),
  },
});
