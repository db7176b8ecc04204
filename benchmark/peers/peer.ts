import type { Monitored } from "../../model/resource";
import type { Team } from "../../model/team";
import type { Expr } from "../../promql/ast";
import { parsed } from "../../promql/parse";
import type { Setting } from "../../scenarios/known";
import type { DeployedRule } from "../../deployed/deployed";
import type { Duration } from "../../units/quantities";

/** Published alert rules, said again about this system in the names of its exporters' metrics. */
export interface Peer {
  /** Name of the peer in tables: `[a-z-]`. */
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

/** A published alert rule of Prometheus. */
export interface PeerRule {
  /** Name that the rule's authors gave it. */
  readonly name: string;
  readonly severity: PublishedSeverity;
  /** What the rule is about: the thing, or the monitoring itself, and who keeps it. */
  readonly of: Monitored | Team;
  /**
   * Query of the rule: an alert for each series that it has, whatever its value; with `above` for each that is above
   * it.
   */
  readonly expr: Expr;
  /** Threshold of `expr`. @default none: the comparison stands in `expr` */
  readonly above?: number;
  /** Pending period. @default at once */
  readonly pendingFor?: Duration;
  /** How long an alert goes on firing after `expr` has no value for it. @default not at all */
  readonly keepFiringFor?: Duration;
}

/** Severity as published: somebody is woken for what is critical; everything else waits for the morning. */
export type PublishedSeverity = "critical" | "warning" | "info";

/** Parses a query. @throws if it is no PromQL */
export const promql = (text: string): Expr => parsed(text);
