import { createReadStream, existsSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Finding } from "../../findings/finding";
import { error } from "../../findings/finding";
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
import type { Options } from "./options";

/** What exporters said, and when. */
export interface Source {
  /** None where it really happened. */
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
      : customOf(options.scenarioFile);
  const all = [...findings, ...(scenario ? checkScenarios([scenario], setting) : [])];
  if (!scenario || [...options.findings, ...all].some(({ severity }) => severity === "error")) return { findings: all };
  const clock = clockOf(scenario);
  const series = rawSeries(scenario, { ...setting, seed: options.seed, clock, reads });
  return { source: { scenario, title: scenario.title, clock, series }, findings: all };
}

interface Chosen {
  readonly scenario?: Scenario;
  readonly findings: readonly Finding[];
}

/** A file of TypeScript whose default export is a scenario. */
function customOf(path: string): Chosen {
  const missing = absent(path, "--scenario-file");
  if (missing) return { findings: [missing] };
  const unusable = (what: string): Chosen => ({
    findings: [
      error({
        id: "scenario-file-unusable",
        where: path,
        what,
        why: "there is nothing to simulate.",
        fix: "begin with a copy of scenarios/example.ts (docs/simulator.md).",
      }),
    ],
  });
  let loaded: { readonly default?: Partial<Scenario> };
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- its name is known only now, and tsx compiles it
    loaded = require(resolve(path)) as typeof loaded;
  } catch (failure) {
    return unusable(failure instanceof Error ? failure.message.split("\n").slice(0, 2).join(" ") : String(failure));
  }
  const { default: scenario = {} } = loaded;
  const missingFields = (["name", "title", "family", "begins", "lasts", "faults", "due"] as const).filter(
    (field) => scenario[field] === undefined,
  );
  return missingFields.length > 0
    ? unusable(`its default export is no scenario: it lacks ${missingFields.join(", ")}.`)
    : { scenario: scenario as Scenario, findings: [] };
}

async function ofFile(path: string, reads: Reads): Promise<Sourced> {
  const missing = absent(path, "--file");
  if (missing) return { findings: [missing] };
  const read = await readOpenMetrics(createInterface({ input: createReadStream(path), crlfDelay: Infinity }));
  const { clock, series, findings } = incidentOf(read.series, reads);
  const all = [...read.findings, ...findings];
  return all.some(({ severity }) => severity === "error")
    ? { findings: all }
    : { source: { title: `What ${path} tells.`, clock, series }, findings: all };
}

const absent = (path: string, option: string): Finding | undefined =>
  existsSync(path)
    ? undefined
    : error({
        id: "file-missing",
        where: path,
        what: "there is no such file.",
        why: "there is nothing to simulate.",
        fix: `npm run simulate -- ${option} FILE, from the folder in which the command runs.`,
      });
