import type { Environment } from "../environments/environment";
import type { Labels } from "../promql/labels";
import { print } from "../promql/print";
import type { Deployed, DeployedAlert, DeployedRule } from "../deployed/deployed";
import { scrapeInterval } from "../environments/scrape";
import { seconds } from "../units/quantities";
import type { System } from "../model/system";
import type { Peer, PeerRule } from "./peers/peer";

/** Rules that are measured together, and against others. */
export interface Pack {
  readonly name: string;
  readonly alerts: readonly DeployedAlert[];
  readonly recorded: readonly DeployedRule[];
}

/** Name of this project's pack in tables. */
export const own = "ours";

export const ownPack = ({ alerts, rules }: Deployed): Pack => ({ name: own, alerts, recorded: rules });

export function packOf(peer: Peer, system: System, environment: Environment): Pack {
  const { alerts, recorded } = peer.rules({ system, environment });
  return { name: peer.name, recorded, alerts: alerts.map((rule, at) => deployedAs(`${peer.name}-${at}`, rule)) };
}

/** As Prometheus evaluates it: whatever has a value is an alert, and is none as soon as it has none. */
const deployedAs = (uid: string, rule: PeerRule): DeployedAlert => ({
  uid,
  title: rule.name,
  // What kube-prometheus-stack sets, and this project's recording rules have.
  interval: scrapeInterval,
  expr: rule.expr,
  text: print(rule.expr),
  fires: { above: rule.above ?? -Infinity },
  pendingFor: rule.pendingFor ?? seconds(0),
  keepFiringFor: rule.keepFiringFor ?? seconds(0),
  noData: "OK",
  onError: "KeepLast",
  missingEvaluations: 1,
  labels: labelsOf(rule),
});

/** Those that this project's routing goes by: peers' alerts are grouped and sent as its own are. */
function labelsOf({ of, severity }: PeerRule): Labels {
  const level = severity === "critical" ? "page" : "ticket";
  if (!("owner" in of)) return { owner: of.name, severity: level };
  const own = "kind" in of && of.kind !== "workload" ? { resource: of.name } : { service: of.name };
  return { ...own, owner: of.owner.name, severity: level };
}

/** The rules of all packs as one, for one Prometheus to answer at once. */
export const together = (packs: readonly Pack[]): Deployed => ({
  rules: packs.flatMap(({ recorded }) => recorded),
  alerts: packs.flatMap(({ alerts }) => alerts),
  notSimulated: [],
});
