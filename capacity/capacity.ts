import type { Logging } from "../logs/disk";
import { platformComponent } from "../model/component";
import type { Bytes } from "../units/quantities";
import type { Cost } from "./cost";
import { costsOf } from "./cost";
import type { Demand } from "./demand";
import { enoughFor } from "./enough";
import { elasticsearchDemands } from "./elasticsearch";
import type { Measured } from "./estimate";
import { seriesEstimates } from "./estimate";
import { mimirDemands } from "./mimir";
import type { Load } from "./prometheus";
import { prometheusDemands, samplesPerSecond } from "./prometheus";
import { recordingRules } from "./recorded-series";
import type { SeriesEstimate } from "./series";
import { sum } from "./series";

/** How much there is to be kept, what that takes, and what there is for it. */
export interface Capacity {
  /** How many services are reckoned with. */
  readonly services: number;
  readonly estimates: readonly SeriesEstimate[];
  /** Active series of all estimates, as usual. Without a store of all series each Prometheus has them. */
  readonly load: Load;
  /** Active series were every estimate at its most. */
  readonly mostSeries: number;
  /** Samples a second of the whole load. */
  readonly samplesPerSecond: number;
  /** Lines of all components, as they stand in files and before any copy. */
  readonly loggedPerDay: Bytes;
  /** The components whose lines these are. */
  readonly logging: readonly Logging[];
  readonly demands: readonly Demand[];
  /** What a month costs of what the environment asks for; where that is not enough, of what would be. */
  readonly costs: readonly Cost[];
}

/**
 * Reckons how much there is to be kept, what that takes and costs, and sets it against what the environment gives.
 *
 * @param services what if there were so many services like these, each with its share of resources?
 * @default as many services as there are
 */
export function capacityOf(measured: Measured, services: number = measured.system.services.length): Capacity {
  const { system, environment } = measured;
  const { prometheus, elk } = environment;
  const times = services / Math.max(1, system.services.length);
  const logging = grownLogging(measured.logging, times);
  const estimates = seriesEstimates({ ...measured, logging }, times);
  const load = {
    series: sum(estimates.map(({ usual }) => usual)),
    recorded: sum(estimates.filter(({ from }) => from === recordingRules).map(({ usual }) => usual)),
  };
  const loggedPerDay = sum(logging.map(({ logs }) => logs.perDay.bytes));
  const demands = [
    ...prometheusDemands(load, prometheus),
    ...(prometheus.longTerm ? mimirDemands(load, prometheus.longTerm) : []),
    ...elasticsearchDemands(logging, elk),
  ];
  return {
    services,
    estimates,
    load,
    mostSeries: sum(estimates.map(({ usual, most }) => most ?? usual)),
    samplesPerSecond: samplesPerSecond(load),
    loggedPerDay: { bytes: loggedPerDay },
    logging,
    demands,
    costs: costsOf(system, enoughFor(environment, demands), { times, loggedPerDay }),
  };
}

/** Components by turns until there are so many times as many; the monitoring itself stays one. */
function grownLogging(logging: readonly Logging[], times: number): Logging[] {
  const own = logging.filter(({ name }) => name === platformComponent);
  const others = logging.filter(({ name }) => name !== platformComponent);
  const count = Math.round(times * others.length);
  return [...Array.from({ length: count }, (_, at) => others[at % others.length] ?? []).flat(), ...own];
}
