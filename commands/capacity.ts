/** `npm run capacity`: how much there will be to keep, what that takes, and what the environment has for it. */
import "../synthesis/fast-synth";
import type { Capacity } from "../capacity/capacity";
import { capacityOf } from "../capacity/capacity";
import { checkGrowth } from "../capacity/check";
import { environments } from "../environments";
import { unknownEnvironment } from "../environments/check";
import type { Finding } from "../findings/finding";
import { countFindings, printFindings } from "../findings/print";
import { buildApp } from "../synthesis/app";
import { builtIn } from "../synthesis/coverage";
import { system } from "../system";
import { capacityJson } from "./capacity/json";
import type { Options } from "./capacity/options";
import { readOptions } from "./capacity/options";
import { capacityText } from "./capacity/terminal";
import { unexpectedText } from "./simulate/failures";

interface Reckoned {
  readonly capacity?: Capacity;
  /** Of the question; then nothing was reckoned. */
  readonly findings: readonly Finding[];
  /** What a synth would find in the environment. */
  readonly found: readonly Finding[];
}

function reckoned({ environment: name, services, findings }: Options): Reckoned {
  const environment = environments.get(name);
  if (!environment || findings.length > 0)
    return {
      findings: [...findings, ...(environment ? [] : [unknownEnvironment(name, [...environments.keys()])])],
      found: [],
    };
  const { slices, components } = builtIn(buildApp({ system, environment }).node.findAll(), system, environment);
  const logging = components.flatMap(({ component, notHere }) => (notHere === undefined ? [component] : []));
  const capacity = capacityOf({ system, environment, slices, logging }, services);
  return { capacity, findings, found: checkGrowth(environment, capacity) };
}

function main(options: Options): void {
  const { capacity, findings, found } = reckoned(options);
  if (!capacity) {
    console.error(printFindings(findings, `${countFindings(findings)}. Nothing was reckoned.`));
    process.exitCode = 1;
    return;
  }
  const { environment, services } = options;
  const asked = { title: system.title, environment, capacity, found, whatIf: services !== undefined };
  console.log(options.json ? capacityJson(asked) : capacityText(asked, widthOf(process.stdout)));
}

/** A file, or a program that reads along, has none. */
const widthOf = ({ isTTY, columns }: { readonly isTTY?: boolean; readonly columns: number }): number =>
  isTTY === true ? columns : 80;

const asked = readOptions(process.argv.slice(2), process.env);
try {
  main(asked);
} catch (failure) {
  console.error(unexpectedText(failure, asked.verbose));
  process.exitCode = 1;
}
