import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { IConstruct } from "constructs";
import { AlertRules } from "../constructs/alert-rules";
import { hasCollected, hasExports, hasLogs } from "../constructs/checked";
import { ContentDashboard } from "../constructs/content-dashboard";
import { NotificationRouting } from "../constructs/notification-routing";
import { RecordingRules } from "../constructs/recording-rules";
import { SnapshotBucket } from "../constructs/snapshot-bucket";
import type { Built, BuiltLogs } from "../coverage/built";
import { whyAbsent, whyLogsAbsent } from "../environments/absence";
import type { Environment } from "../environments/environment";
import { namespace } from "../environments/names";
import type { LogArtefact } from "../logs/artefacts";
import { logArtefacts } from "../logs/artefacts";
import { componentsOf } from "../model/component";
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
export function builtIn(constructs: readonly IConstruct[], system: System, environment: Environment): Built {
  const { plan, services, resources } = system;
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
    logsUrls: new Map(whole.flatMap((construct) => (construct instanceof AlertRules ? [...construct.logsUrls] : []))),
    notified: new Set(whole.flatMap((construct) => (construct instanceof NotificationRouting ? construct.teams : []))),
    runbooks: new Set(existsSync(runbooks) ? readdirSync(runbooks) : []),
    components: componentsOf(system, namespace).map((component) => {
      const notHere = whyLogsAbsent(component, environment);
      return { component, ...(notHere !== undefined && { notHere }) };
    }),
    logs: logsIn(constructs, hasCopies(whole, environment)),
    collectors: whole.flatMap((construct) =>
      hasCollected(construct) ? [{ at: construct.node.path, of: construct.collects() }] : [],
    ),
  };
}

/** Whether what is deleted was copied before, where that was asked for: the bucket is another stack's. */
const hasCopies = (whole: readonly IConstruct[], { elk }: Environment): boolean =>
  elk.snapshots === undefined || whole.some((construct) => construct instanceof SnapshotBucket);

/** Of these the parts count one by one: lines without a dashboard are still lines. */
function logsIn(constructs: readonly IConstruct[], hasCopies: boolean): BuiltLogs[] {
  const there = new Set(constructs);
  return constructs
    .filter((construct) => hasLogs(construct))
    .map((construct) => {
      const { content, parts } = construct.logs();
      const isWhole = (artefact: LogArtefact) =>
        parts[artefact].every((part) => there.has(part)) && (artefact !== "retention" || hasCopies);
      return { content, has: new Set(logArtefacts.filter(isWhole)) };
    });
}
