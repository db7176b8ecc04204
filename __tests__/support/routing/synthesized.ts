/** Routing as it is deployed: alerts and the policy tree read back from what was synthesized. */
import type { NotificationPolicy } from "../../../alerts/routing";
import { hasRecordedMetrics } from "../../../constructs/checked";
import type { Environment } from "../../../environments/environment";
import { production } from "../../../environments/production";
import type { Matcher } from "../../../promql/ast";
import type { CheckerOptions } from "../../../promql/check/scope";
import type { Labels } from "../../../promql/labels";
import { queryableMetrics } from "../../../signals/contracts/queryable";
import { buildApp } from "../../../synthesis/app";
import { system } from "../../../system";
import type { Duration } from "../../../units/quantities";
import { days, hours, milliseconds, minutes, seconds, together } from "../../../units/quantities";
import type { SynthesizedResource } from "../synthesized";
import { readStack, resourcesOf, rulesOf } from "../synthesized";
import { MonitoringStack } from "../../../stacks/monitoring-stack";
import { Testing } from "cdktf";

/** A rule, with all labels by which its instances are routed. */
export interface RoutedRule {
  readonly uid: string;
  readonly labels: Labels;
  /** The query whose labels its instances carry as well; undefined where it is none of Prometheus. */
  readonly asks?: string;
}

export interface Deployed {
  readonly rules: readonly RoutedRule[];
  readonly tree: NotificationPolicy;
  /** All that can be asked for. */
  readonly metrics: CheckerOptions["metrics"];
}

/** What an environment deploys. */
export function deployed(environment: Environment = production): Deployed {
  const app = buildApp({ system, environment });
  const stack = app.node.findAll().find((construct) => construct instanceof MonitoringStack);
  if (!stack) throw new Error("The app has no monitoring stack.");
  const written = readStack(Testing.synth(stack));
  const [policy, ...others] = resourcesOf(written, "grafana_notification_policy");
  if (!policy || others.length > 0) throw new Error("There is one notification policy, or Grafana keeps the last.");
  return {
    rules: resourcesOf(written, "grafana_rule_group").flatMap(([, group]) => rulesIn(group)),
    tree: policyOf(policy[1]),
    metrics: queryableMetrics(
      app.node.findAll().flatMap((construct) => (hasRecordedMetrics(construct) ? construct.recordedMetrics() : [])),
    ),
  };
}

const rulesIn = (group: SynthesizedResource): RoutedRule[] =>
  rulesOf(group).map(({ uid, name, labels, data }) => {
    const [{ model }] = data as [{ model: { expr?: string } }];
    return {
      uid,
      labels: { ...(labels as Labels), alertname: name as string },
      ...(model.expr !== undefined && { asks: model.expr }),
    };
  });

function policyOf(block: SynthesizedResource): NotificationPolicy {
  const matchers = (block.matcher ?? []) as readonly { label: string; match: Matcher["op"]; value: string }[];
  return {
    contactPoint: block.contact_point as string,
    matchers: matchers.map(({ label, match, value }) => ({ label, op: match, value })),
    groupBy: block.group_by as string[],
    groupWait: durationIn(block.group_wait as string),
    groupInterval: durationIn(block.group_interval as string),
    repeatInterval: durationIn(block.repeat_interval as string),
    muteTimings: (block.mute_timings ?? []) as string[],
    children: ((block.policy ?? []) as SynthesizedResource[]).map(policyOf),
  };
}

const units = { d: days, h: hours, m: minutes, s: seconds, ms: milliseconds } as const;

/** `4m30s`, as Prometheus and Grafana spell it. */
export function durationIn(text: string): Duration {
  if (!/^(\d+(d|h|ms|m|s))+$/.test(text)) throw new Error(`"${text}" is no duration.`);
  const parts = text.matchAll(/(\d+)(d|h|ms|m|s)/g);
  return together(...Array.from(parts, ([, n, unit]) => units[unit as keyof typeof units](Number(n))));
}
