/**
 * `npm run stories`: tells real Prometheus what is taken for granted of every alert rule, with the recording rules as
 * they are deployed; with `--mutate` also of alerts that have a mistake in them, which has to be noticed.
 */
import "../synthesis/fast-synth";
import { environmentNames, environments } from "../environments";
import { unknownEnvironment } from "../environments/check";
import { Failed } from "../findings/failed";
import { countFindings, printFindings } from "../findings/print";
import { system } from "../system";
import { checkEngine } from "./engine";
import { run } from "./run";
import type { Options } from "./stories/options";
import { readOptions } from "./stories/options";
import { figuresText, storiesTable } from "./stories/table";
import { tellStories } from "./stories/tell";

const promtool = {
  where: "promtool",
  why: "real Prometheus tells the stories; nothing else would tell them alike.",
} as const;

/** promtool reads no lines, and the search engine that does is the tests'. */
const ofLines =
  "a test shows lines to a search engine\n(npx jest --selectProjects live --testPathPatterns log-stories)";

async function main(options: Options): Promise<0 | 1> {
  const environment = environments.get(options.environment);
  const wrong = [
    ...options.findings,
    ...checkEngine("promtool", promtool),
    ...(environment ? [] : [unknownEnvironment(options.environment, environmentNames)]),
  ];
  if (!environment || wrong.length > 0) throw new Failed("failed", wrong);
  const { judged, findings, figures, ofLogs } = await tellStories({ ...options, system, environment, progress });
  if (figures.rules + ofLogs === 0) throw new Failed("failed", findings);
  const closing = [
    figuresText(figures, options.mutate),
    ...(ofLogs > 0 ? [`${ofLogs} alerts on logs are not told theirs here: ${ofLines}`] : []),
    countFindings(findings),
  ];
  console.log(storiesTable(judged, options.mutate));
  console.log(`\n${printFindings(findings, closing.map((line) => `${line}.`).join("\n"))}`);
  return findings.length === 0 ? 0 : 1;
}

/** On a terminal only: a file would be full of it. */
function progress(done: number, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(done < all ? `\r${done} of ${all} alerts` : "\r\x1b[K");
}

const asked = readOptions(process.argv.slice(2), process.env);
void run(() => main(asked), { closing: "No story was told.", verbose: asked.verbose });
