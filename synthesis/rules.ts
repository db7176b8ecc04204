import type { IConstruct } from "constructs";
import type { AnyAlert } from "../alerts/alert";
import { AlertRules } from "../constructs/alert-rules";
import { RecordingRules } from "../constructs/recording-rules";
import type { RuleGroup } from "../signals/recording";
import { MonitoringStack } from "../stacks/monitoring-stack";

/** An alert rule that is deployed. */
export interface DeployedAlert<Alert extends AnyAlert = AnyAlert> {
  readonly alert: Alert;
  /** Name, in the description, of what the alert is about. */
  readonly of: string;
  /** Name of its slice: of all that is made for the same thing. */
  readonly slice: string;
}

/** The rules that an app deploys, of Grafana and of Prometheus. */
export function rulesIn(constructs: readonly IConstruct[]): {
  readonly alerts: readonly DeployedAlert[];
  readonly recorded: readonly RuleGroup[];
} {
  const slices = constructs.flatMap((construct) => (construct instanceof MonitoringStack ? construct.slices : []));
  const sliceOf = new Map(slices.flatMap((slice) => slice.alerts.map(({ id }) => [id, slice] as const)));
  const alerts = constructs.flatMap((construct) => (construct instanceof AlertRules ? construct.rules : []));
  return {
    alerts: alerts.map((alert) => {
      const slice = sliceOf.get(alert.id);
      return { alert, of: slice?.of ?? "", slice: slice?.name ?? "" };
    }),
    recorded: constructs.flatMap((construct) => (construct instanceof RecordingRules ? construct.groups() : [])),
  };
}
