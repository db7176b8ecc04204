import type { Setting } from "../../../scenarios/known";
import { minutes } from "../../../units/quantities";
import type { PeerRule } from "../peer";
import { promql } from "../peer";
import { jobsOf } from "../things";

/**
 * Published rules on the monitoring itself. The rule on a job that is missing is published for Prometheus' own, for
 * people to put in the names of theirs: here it has all of them.
 */
export const ofMonitoring = (setting: Setting): PeerRule[] => [
  ...jobsOf(setting).flatMap(([job, of]): PeerRule[] => {
    const up = `up{job="${job}"}`;
    const rule = (name: string, expr: string): PeerRule => ({
      name,
      severity: "critical",
      of,
      expr: promql(expr),
      pendingFor: minutes(1),
    });
    return [
      rule(
        "Prometheus target missing",
        `sum(${up} == 0) by (job, instance) unless on (job) (sum(${up}) by (job) == 0)`,
      ),
      rule("Prometheus all targets missing", `sum(${up}) by (job) == 0`),
      rule("Prometheus job missing", `absent(${up})`),
    ];
  }),
  {
    name: "Prometheus rule evaluation failures",
    severity: "critical",
    of: setting.system.platformTeam,
    expr: promql("sum(increase(prometheus_rule_evaluation_failures_total[3m])) by (rule_group) > 0"),
  },
  {
    name: "Prometheus rule evaluations missed",
    severity: "warning",
    of: setting.system.platformTeam,
    expr: promql("sum(increase(prometheus_rule_group_iterations_missed_total[5m])) by (rule_group) > 0"),
    pendingFor: minutes(5),
  },
];
