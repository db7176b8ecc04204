/** `npm run capacity`: how much there will be to keep, what that takes, and what the environment has for it. */
import "../synthesis/fast-synth";
import type { Capacity } from "../capacity/capacity";
import { capacityOf } from "../capacity/capacity";
import { checkGrowth } from "../capacity/check";
import { environmentNames, environments } from "../environments";
import { unknownEnvironment } from "../environments/check";
import { Failed } from "../findings/failed";
import type { Finding } from "../findings/finding";
import { buildApp } from "../synthesis/app";
import { builtIn } from "../synthesis/coverage";
import { system } from "../system";
import { capacityJson } from "./capacity/json";
import type { Options } from "./capacity/options";
import { readOptions } from "./capacity/options";
import { capacityText } from "./capacity/terminal";
import { run } from "./run";
import { widthOf } from "./width";

interface Reckoned {
  readonly capacity: Capacity;
  /** What a synth would find in the environment. */
  readonly found: readonly Finding[];
}

/** @throws Failed if the question is not understood */
function reckoned({ environment: name, services, findings }: Options): Reckoned {
  const environment = environments.get(name);
  if (!environment || findings.length > 0)
    throw new Failed("failed", [...findings, ...(environment ? [] : [unknownEnvironment(name, environmentNames)])]);
  const { slices, components } = builtIn(buildApp({ system, environment }).node.findAll(), system, environment);
  const logging = components.flatMap(({ component, notHere }) => (notHere === undefined ? [component] : []));
  const capacity = capacityOf({ system, environment, slices, logging }, services);
  return { capacity, found: checkGrowth(environment, capacity) };
}

function main(options: Options): 0 {
  const { capacity, found } = reckoned(options);
  const { environment, services } = options;
  const asked = { title: system.title, environment, capacity, found, whatIf: services !== undefined };
  console.log(options.json ? capacityJson(asked) : capacityText(asked, widthOf(process.stdout)));
  return 0;
}

const asked = readOptions(process.argv.slice(2), process.env);
void run(() => main(asked), { closing: "Nothing was reckoned.", verbose: asked.verbose });
