import type { Setting } from "../../../scenarios/known";
import { minutes } from "../../../units/quantities";
import type { PeerRule, Source } from "../peer";
import { promql } from "../peer";
import { jobsOf } from "../things";

export const prometheusSource: Source = {
  repository: "https://github.com/prometheus/prometheus",
  files: ["documentation/prometheus-mixin/alerts.libsonnet"],
  commit: "d15adb9ad7e5d9fbde3a9a8f30200593a5a14d86",
  licence: "Apache-2.0",
};

export const kubePrometheusSource: Source = {
  repository: "https://github.com/prometheus-operator/kube-prometheus",
  files: ["jsonnet/kube-prometheus/components/mixin/alerts/general.libsonnet"],
  commit: "4d719f1dea8853540b3823ab1fbe6be74a9953b3",
  licence: "Apache-2.0",
};

/**
 * Published rules on the monitoring itself: on targets as kube-prometheus has them, on rules as Prometheus' own mixin.
 */
export function ofMonitoring(setting: Setting): PeerRule[] {
  const of = setting.system.platformTeam;
  const summed = (metric: string) => promql(`sum(increase(${metric}[5m])) by (rule_group) > 0`);
  return [
    ...jobsOf(setting).map(([job, thing]): PeerRule => ({
      name: "TargetDown",
      severity: "warning",
      of: thing,
      expr: promql(`100 * (count(up{job="${job}"} == 0) by (job) / count(up{job="${job}"}) by (job)) > 10`),
      pendingFor: minutes(10),
    })),
    {
      name: "PrometheusRuleFailures",
      severity: "critical",
      of,
      expr: summed("prometheus_rule_evaluation_failures_total"),
      pendingFor: minutes(15),
    },
    {
      name: "PrometheusMissingRuleEvaluations",
      severity: "warning",
      of,
      expr: summed("prometheus_rule_group_iterations_missed_total"),
      pendingFor: minutes(15),
    },
  ];
}
