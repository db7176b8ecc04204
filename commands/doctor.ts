/** `npm run doctor`: whether the monitoring itself works, asked of all that is deployed. It changes nothing. */
import "../synthesis/fast-synth";
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { ageText } from "../doctor/age";
import { clientOf } from "../doctor/client";
import { connectionsOf } from "../doctor/connections";
import type { Examination } from "../doctor/examine";
import { examine } from "../doctor/examine";
import { expectedOf } from "../doctor/expected/expected";
import { defaultEnvironment, environmentNames, environments } from "../environments";
import { unknownEnvironment } from "../environments/check";
import type { Environment } from "../environments/environment";
import type { Finding } from "../findings/finding";
import { countFindings, printFindings } from "../findings/print";
import { buildApp } from "../synthesis/app";
import { builtIn } from "../synthesis/coverage";
import { documentsOf } from "../synthesis/documents";
import { system } from "../system";
import { minutes } from "../units/quantities";
import { signedIn } from "./delivery/sign-in";
import { exitCodeOf, exitCodes } from "./doctor/exit-code";
import { countsOf, doctorJson } from "./doctor/json";
import type { Options } from "./doctor/options";
import { readOptions } from "./doctor/options";
import { untilWell } from "./doctor/patience";
import { doctorText } from "./doctor/terminal";
import { run } from "./run";
import { checkReadable } from "./simulate/files";
import { widthOf } from "./width";

/** For each look at everything: whoever deploys waits for it. */
const mostTime = minutes(3);

async function examined(environment: Environment, options: Options): Promise<Examination> {
  // First: without it nothing can be asked, and nobody wants to know what would have been.
  const connections = connectionsOf(environment, options.addresses, await signedIn(environment, process.env));
  const app = buildApp({ system, environment });
  const documents = documentsOf(app);
  const built = builtIn(app.node.findAll(), system, environment);
  const expected = expectedOf({ documents, built, system, environment });
  const authorities = options.authorities.map((path) => readFileSync(path, "utf8"));
  const look = () => {
    const signal = AbortSignal.timeout(mostTime.milliseconds);
    const client = clientOf({ connections, timeout: options.timeout, signal, authorities });
    return examine({ expected, client, connections, now: Date.now() });
  };
  return untilWell(look, {
    most: options.wait,
    pause: ({ milliseconds }) => setTimeout(milliseconds),
    waiting: ({ lines }, { milliseconds }) => {
      const { bad, unknown } = countsOf(lines);
      console.error(`${bad} bad, ${unknown} unknown: asked again, for ${ageText(milliseconds)} at most.`);
    },
  });
}

const reading = { run: "npm run doctor", why: "nobody would be trusted who should be." };

async function main(options: Options): Promise<number> {
  const environment = environments.get(options.environment);
  const findings: Finding[] = [
    ...options.findings,
    ...(environment ? [] : [unknownEnvironment(options.environment, environmentNames)]),
    ...options.authorities.flatMap((path) => checkReadable(path, "--ca", reading)),
  ];
  if (!environment || findings.length > 0) {
    console.error(printFindings(findings, `${countFindings(findings)}. Nothing was asked.`));
    return exitCodes.usage;
  }
  const { lines, reasons } = await examined(environment, options);
  const { verbose } = options;
  const shown = { environment: environment.name, lines, columns: widthOf(process.stdout), verbose };
  console.log(options.json ? doctorJson(environment.name, lines) : doctorText(shown));
  return exitCodeOf(lines, reasons);
}

const asked = readOptions(process.argv.slice(2), process.env, defaultEnvironment);
void run(() => main(asked), { closing: "Nothing was asked.", verbose: asked.verbose });
