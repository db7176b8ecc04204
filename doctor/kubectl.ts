import { elasticsearchPort, elkName, namespace, prometheusPort, releases } from "../environments/names";
import type { Part } from "./line";

/** What to type: names as charts and operators make them of those of the releases. */

/** Command for all that a program wrote; of several pods the first. */
export const logsOf = (part: Part): string => `kubectl -n ${namespace} logs ${workloads[part]}`;

const workloads: Readonly<Record<Part, string>> = {
  Prometheus: `prometheus-${releases.prometheus}-prometheus-0`,
  Grafana: `deploy/${releases.grafana}`,
  Elasticsearch: `${elkName}-es-hot-0`,
  Kibana: `deploy/${elkName}-kb`,
};

/** The operator that hands Prometheus its rules, as kubectl names it. */
export const operator = `deploy/${releases.prometheus}-operator`;

/** Command for the way to a program past all that stands before it. */
export const portForward = (part: Part): string => `kubectl -n ${namespace} port-forward ${forwards[part]}`;

const forwards: Readonly<Record<Part, string>> = {
  Prometheus: `svc/${releases.prometheus}-prometheus ${prometheusPort}`,
  Grafana: `svc/${releases.grafana} 3000:80`,
  Elasticsearch: `svc/${elkName}-es-http ${elasticsearchPort}`,
  Kibana: `svc/${elkName}-kb-http 5601`,
};
