/**
 * Names and addresses that both stacks need. They are constants rather than references across stacks: so the plan of
 * one stack needs no state of the other.
 */

/** Where everything of this project runs. */
export const namespace = "monitoring";

/** Helm releases, which are also the first part of what their charts create. */
export const releases = {
  crds: "prometheus-operator-crds",
  prometheus: "kps",
  grafana: "grafana",
  blackbox: "blackbox",
} as const;

/** UID of Grafana's data source for Prometheus; dashboards and alert rules refer to it. */
export const prometheusDatasource = "prometheus";

/** Of Prometheus, within the cluster. */
export const prometheusUrl = `http://${releases.prometheus}-prometheus.${namespace}.svc:9090`;

/** Of the blackbox exporter in this cluster: the place that has none of its own. */
export const blackboxAddress = `${releases.blackbox}.${namespace}.svc:9115`;

/** What a place asks for, of whichever service, is one job: `up` tells by it that the place is silent. */
export const probeJob = (place: string): string => `probe-${place}`;
