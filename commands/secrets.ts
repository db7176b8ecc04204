/** `npm run secrets`: what the External Secrets Operator needs to make the Secrets of an environment, as YAML. */
import "../synthesis/fast-synth";
import { stringify } from "yaml";
import { environmentNames, environments } from "../environments";
import { unknownEnvironment } from "../environments/check";
import { isBootstrapped } from "../environments/state";
import { Failed } from "../findings/failed";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import { run } from "./run";
import { externalSecrets } from "./secrets/manifests";
import type { Options } from "./secrets/options";
import { readOptions } from "./secrets/options";

const nothingToFetch = (name: string): Finding =>
  error({
    id: "no-secrets-manager",
    where: `environments/${name}.ts`,
    what: `${name} is not in AWS, or keeps its state in a file: there is no store to fetch from, and no role to do it.`,
    why: "the manifests say where AWS Secrets Manager has each Secret, and as whom it is read.",
    fix: "make its Secrets by hand: docs/local.md has the commands.",
  });

function main({ environment: name, findings }: Options): 0 {
  const environment = environments.get(name);
  const wrong = [
    ...findings,
    ...(environment || name === "" ? [] : [unknownEnvironment(name, environmentNames)]),
    ...(environment && !isBootstrapped(environment) ? [nothingToFetch(name)] : []),
  ];
  if (!environment || !isBootstrapped(environment) || wrong.length > 0) throw new Failed("failed", wrong);
  const documents = externalSecrets(environment).map((object) => stringify(object, { lineWidth: 0 }));
  process.stdout.write(documents.join("---\n"));
  return 0;
}

const asked = readOptions(process.argv.slice(2), process.env);
void run(() => main(asked), { closing: "Nothing was printed.", verbose: asked.verbose });
