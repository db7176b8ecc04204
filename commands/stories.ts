/**
 * `npm run stories`: tells real Prometheus what is taken for granted of every alert rule, with the recording rules as they
 * are deployed; with `--mutate` also of alerts that have a mistake in them, which has to be noticed.
 */
import "../synthesis/fast-synth";
import { environments } from "../environments";
import { unknownEnvironment } from "../environments/check";
import type { Finding } from "../findings/finding";
import { countFindings, printFindings } from "../findings/print";
import { system } from "../system";
import { checkEngine } from "./engine";
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

async function main(args: readonly string[]): Promise<0 | 1> {
  const options = readOptions(args, process.env);
  const environment = environments.get(options.environment);
  const wrong = [...options.findings, ...checkEngine("promtool", promtool)];
  if (!environment) return nothingTold([...wrong, unknownEnvironment(options.environment, [...environments.keys()])]);
  if (wrong.length > 0) return nothingTold(wrong);
  const { judged, findings, figures, ofLogs } = await tellStories({ ...options, system, environment, progress });
  if (figures.rules + ofLogs === 0) return nothingTold(findings);
  const closing = [
    figuresText(figures, options.mutate),
    ...(ofLogs > 0 ? [`${ofLogs} alerts on logs are not told theirs here: ${ofLines}`] : []),
    countFindings(findings),
  ];
  console.log(storiesTable(judged, options.mutate));
  console.log(`\n${printFindings(findings, closing.map((line) => `${line}.`).join("\n"))}`);
  return findings.length === 0 ? 0 : 1;
}

function nothingTold(findings: readonly Finding[]): 1 {
  console.error(printFindings(findings, `${countFindings(findings)}. No story was told.`));
  return 1;
}

/** On a terminal only: a file would be full of it. */
function progress(done: number, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(done < all ? `\r${done} of ${all} alerts` : "\r\x1b[K");
}

main(process.argv.slice(2)).then(
  (exitCode) => (process.exitCode = exitCode),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
