/**
 * `npm run benchmark:diff`: synthesizes 300 services twice, once with another objective for each, another retention and
 * a service more, and compares the two outputs, from reading the files to the text. Exits 1 when that takes over 3 s. A
 * live test reads from its line what reading and what all of it took of the processor.
 */
import "../synthesis/fast-synth";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOutput } from "../deployed/output";
import { policiesIn } from "../deployed/policies";
import { changesBetween } from "../diff/compare";
import type { Side } from "../diff/context";
import { markdown } from "../diff/render/markdown";
import { reportOf } from "../diff/report";
import type { Environment } from "../environments/environment";
import { local } from "../environments/local";
import type { HttpService } from "../model/http-service";
import { synthesize } from "../synthesis/synthesize";
import { system } from "../system";
import { days, percent } from "../units/quantities";
import { environmentOf, manyServices } from "./many-services";

const services = 300;
const bar = { seconds: 3 };

const sides = ["base", "present"] as const;

function synthesizeSide(side: string, outdir: string): void {
  const described = side === "base" ? manyServices(services) : manyServices(services + 1).map(withOtherObjective);
  const environment: Environment = environmentOf(described);
  const { elk } = environment;
  const present = { ...environment, elk: { ...elk, retention: { ...elk.retention, deleteAfter: days(5) } } };
  const { exitCode, report } = synthesize({
    system: { ...system, services: described },
    environments: new Map([[local.name, side === "base" ? environment : present]]),
    options: { environmentName: local.name, verbose: false, findings: [] },
    outdir,
  });
  if (exitCode !== 0) throw new Error(report);
}

/** Those that the plan names stay the values that it names. */
const withOtherObjective = (service: HttpService): HttpService =>
  system.services.includes(service)
    ? service
    : { ...service, objectives: { ...service.objectives, availability: percent(99) } };

function read(folder: string): Side {
  const { output, findings } = readOutput(folder);
  if (!output) throw new Error(findings.map(({ what }) => what).join("\n"));
  const policies = policiesIn(output.documents);
  return { ...output, ...(policies && { policies }) };
}

const cpuSeconds = ({ user, system: kernel }: NodeJS.CpuUsage): number => (user + kernel) / 1e6;

function benchmark(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "benchmark-diff-"));
  try {
    // In another process, for this one is to be as cold and as empty as that of `npm run diff`.
    const child = spawnSync(process.execPath, ["-r", "tsx/cjs", __filename, folder], { encoding: "utf8" });
    if (child.status !== 0) throw new Error(child.stderr);
    const start = performance.now();
    const worked = process.cpuUsage();
    const [before, after] = sides.map((side) => read(join(folder, side)));
    if (!before || !after) throw new Error("there are two sides");
    const readIn = (performance.now() - start) / 1000;
    const workedToRead = cpuSeconds(process.cpuUsage(worked));
    const changes = changesBetween(before, after);
    const text = markdown(reportOf(new Map([[local.name, changes]]), { base: "base", notes: [] }));
    const seconds = (performance.now() - start) / 1000;
    const workedInAll = cpuSeconds(process.cpuUsage(worked));
    const kept = seconds <= bar.seconds;
    console.log(
      `${services} services: ${changes.length} changes, ${text.length} characters, in ${seconds.toFixed(2)} s, of which reading ${readIn.toFixed(2)} s (bar ${bar.seconds} s): ${kept ? "kept" : "MISSED"}; ` +
        `${workedInAll.toFixed(2)} s of CPU, of which reading ${workedToRead.toFixed(2)} s`,
    );
    return kept;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [folder] = process.argv.slice(2);
if (folder !== undefined) for (const side of sides) synthesizeSide(side, join(folder, side));
else process.exitCode = benchmark() ? 0 : 1;
