import { notificationPolicies } from "../alerts/routing";
import type { Environment } from "../environments/environment";
import type { System } from "../model/system";
import type { Scenario } from "../scenarios/scenario";
import { clockOf } from "../simulation/clock";
import { neededBy } from "../simulation/needed";
import type { AlertHistory } from "../simulation/simulate";
import { simulate } from "../simulation/simulate";
import { rawSeries } from "../simulation/world/raw-series";
import type { Verdict } from "./judge";
import { judge } from "./judge";
import type { Pack } from "./pack";
import { together } from "./pack";
import { toldOf } from "./told";

export interface PlayProps {
  readonly packs: readonly Pack[];
  readonly system: System;
  readonly environment: Environment;
}

/** One scenario with one seed, as every pack saw it. */
export interface Play {
  readonly verdicts: readonly Verdict[];
  /** By the pack's name. */
  readonly histories: ReadonlyMap<string, readonly AlertHistory[]>;
}

/** Plays scenarios to all packs at once: one world, one Prometheus, one way of notifications. @throws if Prometheus is missing */
export function playerOf({ packs, system, environment }: PlayProps) {
  const deployed = together(packs);
  const needed = neededBy(
    deployed.alerts.map(({ expr }) => expr),
    deployed.rules,
  );
  const tree = notificationPolicies(environment.notifications, system);
  return async (scenario: Scenario, seed: number): Promise<Play> => {
    const clock = clockOf(scenario);
    const series = rawSeries(scenario, { system, environment, seed, clock, reads: needed.reads });
    const { alerts } = await simulate({ deployed, needed, series, clock });
    const histories = new Map(
      packs.map((pack) => [pack.name, alerts.filter(({ alert }) => pack.alerts.includes(alert))] as const),
    );
    const verdicts = packs.map(({ name }) => {
      const told = toldOf(histories.get(name) ?? [], { tree, environment, until: clock.ends });
      return judge(told, { pack: name, scenario, seed, clock });
    });
    return { verdicts, histories };
  };
}
