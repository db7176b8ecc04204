import type { Setting } from "../scenarios/known";
import type { Scenario } from "../scenarios/scenario";
import { clockOf } from "../simulation/clock";
import { heardOf, isWatchdog } from "../simulation/heard";
import { neededBy } from "../simulation/needed";
import { simulate } from "../simulation/simulate";
import { instancesOf } from "../simulation/spells";
import { rawSeries } from "../simulation/world/raw-series";
import type { Verdict } from "./judge";
import { judge } from "./judge";
import type { Pack } from "./pack";
import { together } from "./pack";

export interface PlayProps extends Setting {
  readonly packs: readonly Pack[];
}

/**
 * Makes what plays scenarios to all packs at once: one world, one Prometheus, one way of notifications.
 * @throws if Prometheus is missing
 */
export function playerOf({ packs, ...setting }: PlayProps) {
  const deployed = together(packs);
  const needed = neededBy(
    deployed.alerts.map(({ expr }) => expr),
    deployed.rules,
  );
  /** One scenario with one seed, as every pack saw it. */
  return async (scenario: Scenario, seed: number): Promise<Verdict[]> => {
    const clock = clockOf(scenario);
    const series = rawSeries(scenario, { ...setting, seed, clock, reads: needed.reads });
    const histories = (await simulate({ deployed, needed, series, clock })).alerts;
    return packs.map(({ name, alerts }) => {
      const mine = histories.filter((history) => alerts.includes(history.alert) && !isWatchdog(history));
      return judge(heardOf(mine.flatMap(instancesOf), setting, clock.ends), { pack: name, scenario, seed, clock });
    });
  };
}
