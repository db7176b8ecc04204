/**
 * `npm run benchmark:detection`: plays every scenario with every seed to this project's alert rules, as synthesized,
 * and to two packs of published ones, and prints what each of them told when. With `--write` README.md has the table.
 * Exits 1 where a promise is not kept. See docs/detection.md.
 */
import "../synthesis/fast-synth";
import { readFileSync, writeFileSync } from "node:fs";
import { ownPack, packOf } from "../benchmark/pack";
import { readOptions } from "../benchmark/options";
import { peers } from "../benchmark/peers";
import { playerOf } from "../benchmark/play";
import { brokenPromises } from "../benchmark/promises";
import type { Measured } from "../benchmark/readme";
import { measuredText, replaceMeasured } from "../benchmark/readme";
import { familyRows, inColumns, noiseRows } from "../benchmark/table";
import { enginePath } from "../engines/engine-path";
import { atOnce } from "../engines/run/at-once";
import { production } from "../environments/production";
import { countFindings, printFindings } from "../findings/print";
import { deployedIn } from "../deployed/deployed";
import { buildApp } from "../synthesis/app";
import { documentsOf } from "../synthesis/documents";
import { system } from "../system";

/** Each has a Prometheus and a world of its own; more of them at once are no faster on two processors. */
const playsAtOnce = 2;

const readme = "README.md";

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.findings.length > 0) {
    console.error(printFindings(options.findings, `${countFindings(options.findings)}. Nothing was measured.`));
    process.exitCode = 1;
    return;
  }
  enginePath("prometheus");
  const deployed = deployedIn(documentsOf(buildApp({ system, environment: production })));
  const others = options.alone ? [] : peers.map((peer) => packOf(peer, system, production));
  const packs = [ownPack(deployed), ...others];
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
      const verdicts = await play(scenario, seed);
      done += 1;
      return { set, verdicts };
    },
    playsAtOnce,
  );
  progress("");
  const measured = options.sets.map(({ name }) => {
    const verdicts = played.filter(({ set }) => set.name === name).flatMap((one) => one.verdicts);
    return { name, verdicts, broken: brokenPromises(verdicts) };
  });
  if (options.json) console.log(JSON.stringify(measured, undefined, 2));
  else for (const one of measured) console.log(setText(one));
  if (options.write) writeFileSync(readme, replaceMeasured(readFileSync(readme, "utf8"), measuredText(measured)));
  process.exitCode = measured.every((one) => one.broken.length === 0) ? 0 : 1;
}

const setText = ({ name, verdicts, broken }: Measured & { readonly broken: readonly string[] }) =>
  [
    `${name} set`,
    inColumns(familyRows(verdicts)),
    "",
    inColumns(noiseRows(verdicts)),
    "",
    broken.length === 0 ? "All promises are kept.\n" : ["Not kept:", ...broken.map((one) => `- ${one}`), ""].join("\n"),
  ].join("\n");

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
