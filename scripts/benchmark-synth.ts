/**
 * `npm run benchmark:synth`: builds, checks and writes the slices of 10, 100, 300 and 1,000 services, metrics and logs,
 * each in a process of its own, and prints wall time, peak memory and growth. Exits 1 when 300 services take over 3 s or 300 MiB, or
 * when growth is not linear.
 */
import "../synthesis/fast-synth";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app } from "../cdktf.json";
import type { Environment } from "../environments/environment";
import { local } from "../environments/local";
import type { HttpService } from "../model/http-service";
import { synthesize } from "../synthesis/synthesize";
import { system } from "../system";
import { gibibytes, mebibytes } from "../units/quantities";

/** As `npm start` and cdktf run it: `node FLAGS main.ts`. */
const nodeFlags = app.split(" ").slice(1, -1);

const sizes = [10, 100, 300, 1000];
const bar = { services: 300, seconds: 3, mebibytes: 300 };
/** A service may cost at most this much more among 1,000 than among 100. */
const growth = 1.5;

/** What a copy logs. */
const perDay = mebibytes(10);

/** As local, with room for the logs of so many. */
function environmentOf(services: readonly HttpService[]): Environment {
  const addresses = Object.fromEntries(services.map(({ name }) => [name, `http://${name}.example.svc`]));
  const { elasticsearch } = local.elk;
  const hot = { ...elasticsearch.hot, replicas: Math.ceil(services.length / 100), memory: gibibytes(8) };
  return {
    ...local,
    probes: { ...local.probes, addresses },
    elk: { ...local.elk, elasticsearch: { ...elasticsearch, hot } },
  };
}

/** The services of this system, whose plan they answer, and copies of them, each under a name of its own and in pods of its own. */
function manyServices(n: number): HttpService[] {
  return Array.from({ length: n }, (_, at) => {
    const original = system.services[at % system.services.length];
    if (!original) throw new Error("system/index.ts has no services");
    const name = `service-${String(at).padStart(4, "0")}`;
    if (at < system.services.length) return original;
    const workload = { namespace: original.workload.namespace, deployment: name };
    return { ...original, name, workload, logs: { ...original.logs, perDay } };
  });
}

/** In the child process. */
function synthesizeMany(n: number, outdir: string): void {
  const services = manyServices(n);
  const { exitCode, report } = synthesize({
    system: { ...system, services },
    environments: new Map([[local.name, environmentOf(services)]]),
    options: { environmentName: local.name, findings: [] },
    outdir,
  });
  if (exitCode !== 0) throw new Error(report);
  console.log(process.resourceUsage().maxRSS / 1024);
}

function measure(n: number): { seconds: number; mebibytes: number } {
  const outdir = mkdtempSync(join(tmpdir(), "benchmark-synth-"));
  try {
    const start = performance.now();
    const child = spawnSync(process.execPath, [...nodeFlags, __filename, String(n), outdir], { encoding: "utf8" });
    const seconds = (performance.now() - start) / 1000;
    if (child.status !== 0) throw new Error(child.stderr);
    return { seconds, mebibytes: Number(child.stdout) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function benchmark(): boolean {
  console.log("services  wall time  peak memory  per service");
  const results = sizes.map((n) => {
    const { seconds, mebibytes } = measure(n);
    const cells = [
      `${n}`,
      `${seconds.toFixed(2)} s`,
      `${mebibytes.toFixed(0)} MiB`,
      `${((1000 * seconds) / n).toFixed(1)} ms`,
    ];
    console.log(cells.map((cell, at) => cell.padStart([8, 9, 11, 11][at] ?? 0)).join("  "));
    return { n, seconds, mebibytes };
  });
  const of = (n: number) => results.find((result) => result.n === n) ?? { seconds: Infinity, mebibytes: Infinity };
  // The start of the process is not part of the growth: it is what no services at all would take.
  const perService = (from: number, to: number) => (of(to).seconds - of(from).seconds) / (to - from);
  const grew = perService(100, 1000) / perService(10, 100);
  const { seconds, mebibytes } = of(bar.services);
  const kept = seconds <= bar.seconds && mebibytes <= bar.mebibytes && grew <= growth;
  console.log(
    `\n${bar.services} services: ${seconds.toFixed(2)} s (bar ${bar.seconds} s), ${mebibytes.toFixed(0)} MiB (bar ${bar.mebibytes} MiB); ` +
      `a further service costs ${grew.toFixed(2)} times as much from 100 to 1,000 as from 10 to 100 (bar ${growth}): ${kept ? "kept" : "MISSED"}`,
  );
  return kept;
}

const [count, outdir] = process.argv.slice(2);
if (count !== undefined && outdir !== undefined) synthesizeMany(Number(count), outdir);
else process.exitCode = benchmark() ? 0 : 1;
