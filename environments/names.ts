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
} as const;

/** UID of Grafana's data source for Prometheus; dashboards and alert rules refer to it. */
export const prometheusDatasource = "prometheus";

/** Of Prometheus, within the cluster. */
export const prometheusUrl = `http://${releases.prometheus}-prometheus.${namespace}.svc:9090`;
