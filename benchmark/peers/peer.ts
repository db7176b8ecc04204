import type { Monitored } from "../../model/resource";
import type { Team } from "../../model/team";
import type { Expr } from "../../promql/ast";
import { parsed } from "../../promql/parse";
import type { Setting } from "../../scenarios/known";
import type { DeployedRule } from "../../deployed/deployed";
import type { Duration } from "../../units/quantities";

/** Published alert rules, said again about this system in the names of its exporters' metrics. */
export interface Peer {
  /** `[a-z-]`: what tables call it. */
  readonly name: string;
  readonly sources: readonly Source[];
  readonly rules: (setting: Setting) => PeerRules;
}

/** Where rules were read, and under which licence they are published. Facts are taken from there, and no text. */
export interface Source {
  readonly repository: string;
  readonly files: readonly [string, ...string[]];
  readonly commit: string;
  readonly licence: string;
}

export interface PeerRules {
  readonly alerts: readonly PeerRule[];
  readonly recorded: readonly DeployedRule[];
}

/** An alert rule of Prometheus. */
export interface PeerRule {
  /** As its authors call it. */
  readonly name: string;
  readonly severity: PublishedSeverity;
  /** What it is about: the thing, or the monitoring itself, and who keeps it. */
  readonly of: Monitored | Team;
  /** An alert for each series that it has, whatever its value; with `above` for each that is above it. */
  readonly expr: Expr;
  /** @default none: the comparison stands in `expr` */
  readonly above?: number;
  /** @default at once */
  readonly pendingFor?: Duration;
  /** @default not at all */
  readonly keepFiringFor?: Duration;
}

/** Somebody is woken for what is critical; everything else waits for the morning. */
export type PublishedSeverity = "critical" | "warning" | "info";

/** @throws if it is no PromQL */
export const promql = (text: string): Expr => parsed(text);
