/**
 * `npm run benchmark:detection`: plays every scenario with every seed to this project's alert rules, as synthesized, and to
 * two packs of published ones, and prints what each of them told when. With `--write` README.md has the table. Exits 1
 * where a promise is not kept. See docs/detection.md.
 */
import "../synthesis/fast-synth";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Verdict } from "../benchmark/judge";
import { ownPack, packOf } from "../benchmark/pack";
import { peers } from "../benchmark/peers";
import { playerOf } from "../benchmark/play";
import { broken } from "../benchmark/promises";
import { measuredText, replaceMeasured } from "../benchmark/readme";
import { familyRows, inColumns, noiseRows } from "../benchmark/table";
import { atOnce } from "../commands/stories/at-once";
import { production } from "../environments/production";
import { nearest, didYouMean } from "../findings/nearest";
import { scenarios } from "../scenarios";
import type { ScenarioSet } from "../scenarios/sets";
import { sets } from "../scenarios/sets";
import { deployedIn } from "../simulation/deployed";
import { buildApp } from "../synthesis/app";
import { documentsOf } from "../synthesis/documents";
import { system } from "../system";

/** Each has a Prometheus and a world of its own; more of them at once are no faster on two processors. */
const playsAtOnce = 2;

const readme = "README.md";

interface Options {
  readonly sets: readonly ScenarioSet[];
  readonly json: boolean;
  readonly write: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      set: { type: "string" },
      scenario: { type: "string", multiple: true },
      seeds: { type: "string" },
      json: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
    },
  });
  const { set: wanted, scenario: wantedNames, json, write } = values;
  const seeds = values.seeds === undefined ? Infinity : Number(values.seeds);
  if (wanted !== undefined && !sets.some(({ name }) => name === wanted))
    throw new Error(`--set is one of ${sets.map(({ name }) => name).join(", ")}`);
  const names = scenarios.map(({ name }) => name);
  for (const name of wantedNames ?? [])
    if (!names.includes(name))
      throw new Error(
        `--scenario ${name}: ${didYouMean(nearest(name, names), "npm run simulate -- --list shows all.")}`,
      );
  if (!(seeds >= 1)) throw new Error("--seeds is how many of them, from 1 on");
  if (write && [wanted, wantedNames, values.seeds].some((part) => part !== undefined))
    throw new Error("--write is for all of it: without --set, --scenario and --seeds");
  const chosen = sets
    .filter(({ name }) => wanted === undefined || name === wanted)
    .map((set): ScenarioSet => {
      const [first, ...more] = set.seeds;
      return {
        ...set,
        seeds: [first, ...more.slice(0, seeds - 1)],
        scenarios: set.scenarios.filter(({ name }) => wantedNames?.includes(name) ?? true),
      };
    })
    .filter((set) => set.scenarios.length > 0);
  return { sets: chosen, json, write };
}

async function main(): Promise<void> {
  const options = readOptions();
  const deployed = deployedIn(documentsOf(buildApp({ system, environment: production })));
  const packs = [ownPack(deployed), ...peers.map((peer) => packOf(peer, system, production))];
  const play = playerOf({ packs, system, environment: production });
  const plays = options.sets.flatMap((set) =>
    set.seeds.flatMap((seed) => set.scenarios.map((scenario) => ({ set, seed, scenario }))),
  );
  let done = 0;
  const progress = (text: string) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  };
  const played = await atOnce(
    plays,
    async ({ set, seed, scenario }) => {
      progress(`${done} of ${plays.length} played; plays ${scenario.name}`);
      const { verdicts } = await play(scenario, seed);
      done += 1;
      return { set, verdicts };
    },
    playsAtOnce,
  );
  progress("");
  const measured = options.sets.map(({ name }) => {
    const verdicts = played.filter(({ set }) => set.name === name).flatMap((one) => one.verdicts);
    return { name, verdicts, broken: broken(verdicts) };
  });
  if (options.json) console.log(JSON.stringify(measured, undefined, 2));
  else for (const one of measured) console.log(setText(one));
  if (options.write) writeFileSync(readme, replaceMeasured(readFileSync(readme, "utf8"), measuredText(measured)));
  process.exitCode = measured.every((one) => one.broken.length === 0) ? 0 : 1;
}

const setText = ({
  name,
  verdicts,
  broken: promises,
}: {
  name: string;
  verdicts: readonly Verdict[];
  broken: readonly string[];
}) =>
  [
    `${name} set`,
    inColumns(familyRows(verdicts)),
    "",
    inColumns(noiseRows(verdicts)),
    "",
    promises.length === 0
      ? "All promises are kept.\n"
      : ["Not kept:", ...promises.map((one) => `- ${one}`), ""].join("\n"),
  ].join("\n");

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
