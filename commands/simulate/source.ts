import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Finding } from "../../findings/finding";
import { scenarios } from "../../scenarios";
import { scenarioNamed } from "../../scenarios/by-name";
import { checkScenarios } from "../../scenarios/check";
import type { Setting } from "../../scenarios/known";
import type { Scenario } from "../../scenarios/scenario";
import type { Clock } from "../../simulation/clock";
import { clockOf } from "../../simulation/clock";
import { incidentOf } from "../../simulation/incident";
import { readOpenMetrics } from "../../simulation/openmetrics";
import type { SampledSeries } from "../../simulation/samples";
import { rawSeries } from "../../simulation/world/raw-series";
import type { Reads } from "../../simulation/world/reads";
import { customScenario } from "./custom";
import { checkReadable } from "./files";
import type { Options } from "./options";

/** What exporters said, and when. */
export interface Source {
  /** The scenario that is played. @default none: it really happened */
  readonly scenario?: Scenario;
  readonly title: string;
  readonly clock: Clock;
  readonly series: readonly SampledSeries[];
}

export interface Sourced {
  readonly source?: Source;
  readonly findings: readonly Finding[];
}

/** Shown to whoever asks for nothing in particular: all that an alert can do happens in it. */
const usualScenario = "errors-at-peak";

/** The scenario, or the incident, that was asked for; nothing is made of it where something is wrong. */
export async function sourceOf(options: Options, reads: Reads, setting: Setting): Promise<Sourced> {
  if (options.file !== undefined) return ofFile(options.file, reads);
  const { scenario, findings } =
    options.scenarioFile === undefined
      ? scenarioNamed(options.scenario ?? usualScenario, scenarios)
      : customScenario(options.scenarioFile);
  const all = [...findings, ...(scenario ? checkScenarios([scenario], setting) : [])];
  if (!scenario || [...options.findings, ...all].some(({ severity }) => severity === "error")) return { findings: all };
  const clock = clockOf(scenario);
  const series = rawSeries(scenario, { ...setting, seed: options.seed, clock, reads });
  return { source: { scenario, title: scenario.title, clock, series }, findings: all };
}

async function ofFile(path: string, reads: Reads): Promise<Sourced> {
  const missing = checkReadable(path, "--file");
  if (missing.length > 0) return { findings: missing };
  const read = await readOpenMetrics(createInterface({ input: createReadStream(path), crlfDelay: Infinity }));
  const { clock, series, findings } = incidentOf(read.series, reads, Date.now());
  const all = [...read.findings, ...findings];
  return all.some(({ severity }) => severity === "error")
    ? { findings: all }
    : { source: { title: `What ${path} tells.`, clock, series }, findings: all };
}
