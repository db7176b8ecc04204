/**
 * `npm run simulate`: plays a scenario, or replays what really happened, against the rules as they are synthesized, and
 * shows which alerts fire when and whom they tell.
 */
import "../synthesis/fast-synth";
import { statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { unitOf } from "../alerts/alert";
import { environmentNames, environments } from "../environments";
import { unknownEnvironment } from "../environments/check";
import { Failed } from "../findings/failed";
import type { Finding } from "../findings/finding";
import { countFindings, printFindings } from "../findings/print";
import { deployedIn } from "../deployed/deployed";
import { judgedBy } from "../simulation/judged";
import { neededBy } from "../simulation/needed";
import { simulate } from "../simulation/simulate";
import { buildApp } from "../synthesis/app";
import { documentsOf } from "../synthesis/documents";
import { rulesIn } from "../synthesis/rules";
import { system } from "../system";
import { run } from "./run";
import { checkRoom, failureOf } from "./simulate/failures";
import { checkTemporary, checkWritable, unwritable } from "./simulate/files";
import { outcomeJson } from "./simulate/json";
import { scenarioList } from "./simulate/list";
import type { Options } from "./simulate/options";
import { readOptions } from "./simulate/options";
import type { Outcome } from "./simulate/outcome";
import { outcomeOf } from "./simulate/outcome";
import { checkEngine } from "./engine";
import { outcomePage } from "./simulate/page/page";
import { progressTo } from "./simulate/progress";
import { sourceOf } from "./simulate/source";
import { timelineText } from "./simulate/terminal";
import { widthOf } from "./width";

const prometheus = {
  where: "Prometheus",
  why: "the real one evaluates all rules; nothing else would do it alike.",
} as const;

interface Simulated {
  readonly outcome?: Outcome;
  readonly findings: readonly Finding[];
}

/** @param progress told when a part of the work begins */
async function simulated(options: Options, progress: (doing: string) => void): Promise<Simulated> {
  const environment = environments.get(options.environment);
  if (!environment)
    return { findings: [...options.findings, unknownEnvironment(options.environment, environmentNames)] };
  progress(`reads what ${environment.name} deploys`);
  const app = buildApp({ system, environment });
  const deployed = deployedIn(documentsOf(app));
  const needed = neededBy(
    deployed.alerts.flatMap(({ expr, says }) => [expr, ...(says?.besides ?? []).map((asked) => asked.expr)]),
    deployed.rules,
  );
  const setting = { system, environment };
  const target = options.html === undefined ? [] : checkWritable(options.html);
  const temporary = checkTemporary(tmpdir());
  const asked = {
    ...options,
    findings: [...options.findings, ...checkEngine("prometheus", prometheus), ...target, ...temporary],
  };
  progress("makes the series");
  const { source, findings: ofSource } = await sourceOf(asked, needed.reads, setting);
  const room = source && temporary.length === 0 ? checkRoom(source.series, statfsSync(tmpdir())) : [];
  const findings = [...asked.findings, ...ofSource, ...room];
  if (!source || findings.some(({ severity }) => severity === "error")) return { findings };
  try {
    const { series, clock } = source;
    const judged = source.scenario ? deployed : judgedBy(series, deployed);
    const simulation = await simulate({ deployed: judged, needed, series, clock, texts: true, progress });
    const units = new Map(rulesIn(app.node.findAll()).alerts.map(({ alert }) => [alert.id, unitOf(alert)]));
    return { outcome: outcomeOf(simulation, { source, seed: options.seed, setting, units }), findings };
  } catch (failure) {
    return { findings: [...findings, failureOf(failure, source.series)] };
  }
}

async function main(options: Options): Promise<0 | 1> {
  if (options.list && options.findings.length === 0) {
    console.log(scenarioList());
    return 0;
  }
  const { progress, done } = progressTo(process.stderr, options.verbose);
  const { outcome, findings } = await simulated(options, progress);
  done();
  if (!outcome) throw new Failed("failed", findings);
  if (findings.length > 0) console.error(printFindings(findings, `${countFindings(findings)}.\n`));
  // What is on the screen is not lost when the disk is full.
  console.log(options.json ? outcomeJson(outcome) : timelineText(outcome, widthOf(process.stdout)));
  return options.html === undefined ? 0 : writePage(options.html, outcomePage(outcome));
}

function writePage(path: string, page: string): 0 | 1 {
  try {
    writeFileSync(path, page);
    return 0;
  } catch (failure) {
    const finding = unwritable(path, failure instanceof Error ? failure.message : String(failure));
    console.error(printFindings([finding], `${countFindings([finding])}. All else was done.`));
    return 1;
  }
}

const asked = readOptions(process.argv.slice(2), process.env);
void run(() => main(asked), { closing: "Nothing was simulated.", verbose: asked.verbose });
