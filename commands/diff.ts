/**
 * `npm run diff -- --base REF`: what changes for people from another commit to what is here, in each environment: for a
 * terminal, for the comment on a pull request (`--markdown`), or for a program (`--json`).
 */
import { json } from "../diff/render/json";
import { markdown } from "../diff/render/markdown";
import { terminal } from "../diff/render/terminal";
import type { Report } from "../diff/report";
import { interrupts } from "../engines/command";
import { temporaryFolder } from "../engines/run/temporary-folder";
import { environmentNames } from "../environments";
import { Failed } from "../findings/failed";
import { compared } from "./diff/compared";
import type { Options } from "./diff/options";
import { readOptions } from "./diff/options";
import { runIn } from "./diff/run-in";
import { run } from "./run";
import { widthOf } from "./width";

const stop = new AbortController();

async function main(options: Options): Promise<number> {
  if (options.findings.length > 0) throw new Failed("failed", options.findings);
  for (const signal of interrupts) process.once(signal, () => stop.abort(new Error(signal)));
  try {
    console.log(textOf(await reportFor(options), options));
    return 0;
  } catch (failure) {
    if (failure instanceof Failed || !stop.signal.aborted) throw failure;
    console.error("Stopped; nothing is left behind.");
    // As shells have it for what was interrupted.
    return 130;
  }
}

async function reportFor(options: Options): Promise<Report> {
  const folder = temporaryFolder("diff");
  try {
    return await compared(options, {
      run: runIn,
      stop: stop.signal,
      here: environmentNames,
      project: process.cwd(),
      temporary: folder.path,
    });
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
      return terminal(report, widthOf(process.stdout));
  }
}

const asked = readOptions(process.argv.slice(2), process.env, environmentNames);
void run(() => main(asked), { closing: "Nothing was compared.", verbose: asked.verbose });
