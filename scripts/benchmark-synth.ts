/**
 * `npm run benchmark:synth`: builds, checks and writes the slices of 10, 100, 300 and 1,000 services, metrics and logs,
 * each in a process of its own, and prints what was made, wall time, peak memory and growth. Exits 1 when with 300
 * services an alert or panel takes too long, or all of it over 300 MiB, or when growth is not linear.
 */
import "../synthesis/fast-synth";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "cdktf";
import { app } from "../cdktf.json";
import { AlertRules } from "../constructs/alert-rules";
import { hasLogs } from "../constructs/checked";
import { ContentDashboard } from "../constructs/content-dashboard";
import { panelsOf } from "../dashboards/panel";
import { local } from "../environments/local";
import { buildApp } from "../synthesis/app";
import { synthesize } from "../synthesis/synthesize";
import { system } from "../system";
import { environmentOf, manyServices } from "./many-services";

/**
 * As `npm start` and cdktf run it: `node FLAGS main.ts`. A small nursery, for what is built lives until it is written:
 * with the usual one 300 services take 50 MiB more, and no less time.
 */
const nodeFlags = app.split(" ").slice(1, -1);

const sizes = [10, 100, 300, 1000];

/**
 * The bar was 3 s for 300 services when these had metrics alone: 3,147 alerts and 8,466 panels. With their logs they
 * have more than half as many again, in Kibana too, so the bar is now what each of them was allowed then. Work that
 * makes neither alerts nor panels has none of it: pipelines, templates and searches have to fit in.
 */
const before = { seconds: 3, alerts: 3147, panels: 8466 };
const bar = { services: 300, milliseconds: (1000 * before.seconds) / (before.alerts + before.panels), mebibytes: 300 };
/** A service may cost at most this much more among 1,000 than among 100. */
const growth = 1.5;

interface Made {
  readonly alerts: number;
  /** In Grafana and in Kibana. */
  readonly panels: number;
}

function madeIn(app: App): Made {
  const constructs = app.node.findAll();
  const panels = constructs.flatMap((construct) => [
    ...(construct instanceof ContentDashboard ? panelsOf(construct.dashboard) : []),
    ...(hasLogs(construct) ? construct.logs().content.dashboard.panels : []),
  ]);
  const alerts = constructs.flatMap((construct) => (construct instanceof AlertRules ? construct.rules : []));
  return { alerts: alerts.length, panels: panels.length };
}

interface Measured extends Made {
  readonly mebibytes: number;
}

/** In the child process. */
function synthesizeMany(n: number, outdir: string): Measured {
  const services = manyServices(n);
  let made: Made = { alerts: 0, panels: 0 };
  const { exitCode, report } = synthesize(
    {
      system: { ...system, services },
      environments: new Map([[local.name, environmentOf(services)]]),
      options: { environmentName: local.name, verbose: false, findings: [] },
      outdir,
    },
    (props) => {
      const built = buildApp(props);
      made = madeIn(built);
      return built;
    },
  );
  if (exitCode !== 0) throw new Error(report);
  return { ...made, mebibytes: process.resourceUsage().maxRSS / 1024 };
}

interface Result extends Measured {
  readonly services: number;
  readonly seconds: number;
}

function measure(services: number): Result {
  const outdir = mkdtempSync(join(tmpdir(), "benchmark-synth-"));
  try {
    const start = performance.now();
    const child = spawnSync(process.execPath, [...nodeFlags, __filename, String(services), outdir], {
      encoding: "utf8",
    });
    const seconds = (performance.now() - start) / 1000;
    if (child.status !== 0) throw new Error(child.stderr);
    return { services, seconds, ...(JSON.parse(child.stdout) as Measured) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const perArtefact = ({ seconds, alerts, panels }: Result) => (1000 * seconds) / (alerts + panels);

function benchmark(): boolean {
  console.log("services  alerts  panels  wall time  peak memory  per service  per alert or panel");
  const results = sizes.map((services) => {
    const result = measure(services);
    const { alerts, panels, seconds, mebibytes } = result;
    const cells = [
      `${services}`,
      `${alerts}`,
      `${panels}`,
      `${seconds.toFixed(2)} s`,
      `${mebibytes.toFixed(0)} MiB`,
      `${((1000 * seconds) / services).toFixed(1)} ms`,
      `${perArtefact(result).toFixed(3)} ms`,
    ];
    console.log(cells.map((cell, at) => cell.padStart([8, 6, 6, 9, 11, 11, 18][at] ?? 0)).join("  "));
    return result;
  });
  const of = (n: number): Result => {
    const result = results.find(({ services }) => services === n);
    if (!result) throw new Error(`${n} services were not measured`);
    return result;
  };
  // The start of the process is not part of the growth: it is what no services at all would take.
  const perService = (from: number, to: number) => (of(to).seconds - of(from).seconds) / (to - from);
  const grew = perService(100, 1000) / perService(10, 100);
  const judged = of(bar.services);
  const { seconds, mebibytes } = judged;
  const kept = perArtefact(judged) <= bar.milliseconds && mebibytes <= bar.mebibytes && grew <= growth;
  const allowed = (bar.milliseconds * (judged.alerts + judged.panels)) / 1000;
  console.log(
    `
${bar.services} services: ${perArtefact(judged).toFixed(3)} ms for an alert or panel (bar ${bar.milliseconds.toFixed(3)} ms: what ${before.seconds} s were for the ${before.alerts + before.panels} without logs),
${seconds.toFixed(2)} s in all (${allowed.toFixed(2)} s), ${mebibytes.toFixed(0)} MiB (bar ${bar.mebibytes} MiB);
a further service costs ${grew.toFixed(2)} times as much from 100 to 1,000 as from 10 to 100 (bar ${growth}): ${kept ? "kept" : "MISSED"}`,
  );
  return kept;
}

const [count, outdir] = process.argv.slice(2);
if (count !== undefined && outdir !== undefined) console.log(JSON.stringify(synthesizeMany(Number(count), outdir)));
else process.exitCode = benchmark() ? 0 : 1;
