import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { App } from "cdktf";
import { AlertRules } from "../constructs/alert-rules";
import { hasExports } from "../constructs/checked";
import { ContentDashboard } from "../constructs/content-dashboard";
import { RecordingRules } from "../constructs/recording-rules";
import type { Built } from "../coverage/built";
import { whyAbsent } from "../environments/absence";
import type { Environment } from "../environments/environment";
import { sliceNameOf } from "../model/resource";
import type { System } from "../model/system";
import { MonitoringStack } from "../stacks/monitoring-stack";

const runbooks = join(__dirname, "..", "docs", "runbooks");

/** What coverage is made of: the promises of the system and its slices, and the constructs that are really in the app. */
export function builtIn(app: App, { plan, services, resources }: System, environment: Environment): Built {
  const constructs = app.node.findAll();
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
    slices: constructs.flatMap((construct) => (construct instanceof MonitoringStack ? construct.slices : [])),
    exporters: constructs.flatMap((construct) =>
      hasExports(construct) ? construct.exports().map((exported) => ({ ...exported, at: construct.node.path })) : [],
    ),
    recorded: new Set(
      constructs.flatMap((construct) =>
        construct instanceof RecordingRules ? construct.signals.flatMap(({ series }) => series) : [],
      ),
    ),
    dashboards: constructs.flatMap((construct) => (construct instanceof ContentDashboard ? construct.dashboard : [])),
    alerts: constructs.flatMap((construct) => (construct instanceof AlertRules ? construct.rules : [])),
    runbooks: new Set(readdirSync(runbooks)),
  };
}
