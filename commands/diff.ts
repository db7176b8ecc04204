/**
 * `npm run diff -- --base REF`: what changes for people from another commit to what is here, in each environment: for a
 * terminal, for the comment on a pull request (`--markdown`), or for a program (`--json`).
 */
import { json } from "../diff/render/json";
import { markdown } from "../diff/render/markdown";
import { terminal } from "../diff/render/terminal";
import type { Report } from "../diff/report";
import { temporaryFolder } from "../engines/run/temporary-folder";
import { environmentNames } from "../environments";
import { countFindings, printFindings } from "../findings/print";
import { withoutUnseen } from "../findings/unseen";
import { compared } from "./diff/compared";
import type { Options } from "./diff/options";
import { readOptions } from "./diff/options";
import { Refused } from "./diff/refused";
import { runIn } from "./diff/run-in";
import { unexpectedText } from "./simulate/failures";

const stop = new AbortController();

async function main(options: Options): Promise<void> {
  const [first, ...others] = options.findings;
  if (first) throw new Refused([first, ...others]);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => stop.abort(new Error(signal)));
  const folder = temporaryFolder("diff");
  try {
    const report = await compared(options, {
      run: runIn,
      stop: stop.signal,
      here: environmentNames,
      project: process.cwd(),
      temporary: folder.path,
    });
    console.log(textOf(report, options));
  } finally {
    folder.remove();
  }
}

function textOf(report: Report, { form }: Options): string {
  switch (form) {
    case "json":
      return json(report);
    case "markdown":
      return markdown(report).trimEnd();
    case "terminal":
      return terminal(report, process.stdout.isTTY ? process.stdout.columns : 100);
  }
}

const asked = readOptions(process.argv.slice(2), process.env, environmentNames);
main(asked).catch((failure: unknown) => {
  if (failure instanceof Refused) {
    console.error(printFindings(failure.findings, `${countFindings(failure.findings)}. Nothing was compared.`));
    if (asked.verbose && failure.said !== "") console.error(`\n${withoutUnseen(failure.said).trimEnd()}`);
    process.exitCode = failure.exitCode;
    return;
  }
  const isStopped = stop.signal.aborted;
  console.error(isStopped ? "Stopped; nothing is left behind." : unexpectedText(failure, asked.verbose));
  // As shells have it for what was interrupted.
  process.exitCode = isStopped ? 130 : 1;
});
