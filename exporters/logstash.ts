import { elkName, logstashPipelineId, logstashPod, namespace } from "../environments/names";
import { logstash } from "../signals/contracts/logstash";

/** Name of the JSON exporter's module by which Prometheus asks it for a Logstash. */
export const logstashModule = "logstash";

/** Names of Logstash's pods, which are those of a StatefulSet. */
export const logstashPods = (replicas: number): string[] =>
  Array.from({ length: replicas }, (_, at) => logstashPod(at));

/**
 * URL at which a pod of Logstash tells how its pipelines are; each has an address of its own behind the Service without
 * one.
 */
export const logstashStatsUrl = (pod: string): string => `https://${pod}.${apiHost}:9600/_node/stats/pipelines`;

const apiHost = `${elkName}-ls-api.${namespace}.svc`;

/** Where the statistics of the one pipeline stand in the answer. */
const pipeline = `.pipelines.${logstashPipelineId}`;

const paths: Readonly<Record<keyof typeof logstash, string>> = {
  received: "events.in",
  sent: "events.out",
  queued: "queue.queue_size_in_bytes",
  queueLimit: "queue.max_queue_size_in_bytes",
  deadLetters: "dead_letter_queue.queue_size_in_bytes",
  droppedDeadLetters: "dead_letter_queue.dropped_events",
};

/**
 * Configuration of the JSON exporter. @param caFile path, in its pod, of the certificate of whoever signed Logstash's.
 */
export const logstashConfig = (caFile: string) => ({
  modules: {
    [logstashModule]: {
      // The certificate names the Service and none of its pods.
      http_client_config: { tls_config: { ca_file: caFile, server_name: apiHost } },
      metrics: (Object.keys(paths) as (keyof typeof logstash)[]).map((key) => ({
        name: logstash[key].name,
        help: logstash[key].help,
        valuetype: logstash[key].type,
        path: `{ ${pipeline}.${paths[key]} }`,
        labels: { pipeline: logstashPipelineId },
      })),
    },
  },
});
