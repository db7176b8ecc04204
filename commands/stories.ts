/**
 * `npm run stories`: tells real Prometheus what is taken for granted of every alert rule, with the recording rules as they
 * are deployed; with `--mutate` also of alerts that have a mistake in them, which has to be noticed.
 */
import "../synthesis/fast-synth";
import { parseArgs } from "node:util";
import { environments } from "../environments";
import { unknownEnvironment } from "../environments/check";
import type { Finding } from "../findings/finding";
import { countFindings, printFindings } from "../findings/print";
import { system } from "../system";
import { checkEngine } from "./engine";
import { figuresText, storiesTable } from "./stories/table";
import { tellStories } from "./stories/tell";

const usage = `npm run stories -- [--environment ${[...environments.keys()].join("|")}] [--alert PATTERN] [--mutate]`;

const promtool = {
  where: "promtool",
  why: "real Prometheus tells the stories; nothing else would tell them alike.",
} as const;

/** promtool reads no lines, and the search engine that does is the tests'. */
const ofLines =
  "a test shows lines to a search engine\n(npx jest --selectProjects live --testPathPatterns log-stories)";

async function main(args: readonly string[]): Promise<0 | 1> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      environment: { type: "string", default: "production" },
      alert: { type: "string" },
      mutate: { type: "boolean", default: false },
    },
  });
  const environment = environments.get(values.environment);
  const missing = checkEngine("promtool", promtool);
  if (!environment) return nothingTold([unknownEnvironment(values.environment, [...environments.keys()]), ...missing]);
  if (missing.length > 0) return nothingTold(missing);
  const { mutate } = values;
  const asked = values.alert === undefined ? {} : { asked: new RegExp(values.alert) };
  const { judged, findings, figures, ofLogs } = await tellStories({ system, environment, mutate, progress, ...asked });
  if (figures.rules + ofLogs === 0) return nothingTold(findings);
  const closing = [
    figuresText(figures, mutate),
    ...(ofLogs > 0 ? [`${ofLogs} alerts on logs are not told theirs here: ${ofLines}`] : []),
    countFindings(findings),
  ];
  console.log(storiesTable(judged, mutate));
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
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exitCode = 1;
  },
);
