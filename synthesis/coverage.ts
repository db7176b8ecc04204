import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { IConstruct } from "constructs";
import { AlertRules } from "../constructs/alert-rules";
import { hasExports } from "../constructs/checked";
import { ContentDashboard } from "../constructs/content-dashboard";
import { NotificationRouting } from "../constructs/notification-routing";
import { RecordingRules } from "../constructs/recording-rules";
import type { Built } from "../coverage/built";
import { whyAbsent } from "../environments/absence";
import type { Environment } from "../environments/environment";
import { sliceNameOf } from "../model/resource";
import type { System } from "../model/system";
import { metricContracts } from "../signals/contracts";
import { MonitoringStack } from "../stacks/monitoring-stack";
import { wholeAmong } from "./parts";

const runbooks = join(__dirname, "..", "docs", "runbooks");

/**
 * What coverage is made of: the promises of the system and its slices, and what really is in the app. There a construct
 * counts while all Terraform resources are that it is made of.
 */
export function builtIn(
  constructs: readonly IConstruct[],
  { plan, services, resources }: System,
  environment: Environment,
): Built {
  const whole = wholeAmong(constructs);
  const monitored = [...services, ...resources];
  return {
    plan,
    monitored,
    notHere: new Map(
      monitored.flatMap((thing) => {
        const reason = whyAbsent(thing, environment);
        return reason === undefined ? [] : [[sliceNameOf(thing), reason]];
      }),
    ),
    slices: whole.flatMap((construct) => (construct instanceof MonitoringStack ? construct.slices : [])),
    contracts: metricContracts,
    exporters: whole.flatMap((construct) =>
      hasExports(construct) ? construct.exports().map((exported) => ({ ...exported, at: construct.node.path })) : [],
    ),
    recorded: new Set(
      whole.flatMap((construct) =>
        construct instanceof RecordingRules ? construct.signals.flatMap(({ series }) => series) : [],
      ),
    ),
    dashboards: whole.flatMap((construct) => (construct instanceof ContentDashboard ? construct.dashboard : [])),
    alerts: whole.flatMap((construct) => (construct instanceof AlertRules ? construct.rules : [])),
    notified: new Set(whole.flatMap((construct) => (construct instanceof NotificationRouting ? construct.teams : []))),
    runbooks: new Set(existsSync(runbooks) ? readdirSync(runbooks) : []),
  };
}
