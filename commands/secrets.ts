/** `npm run secrets`: what the External Secrets Operator needs to make the Secrets of an environment, as YAML. */
import "../synthesis/fast-synth";
import { stringify } from "yaml";
import { environments } from "../environments";
import { unknownEnvironment } from "../environments/check";
import { isBootstrapped } from "../environments/state";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import { countFindings, printFindings } from "../findings/print";
import { externalSecrets } from "./secrets/manifests";
import { readOptions } from "./secrets/options";

const nothingToFetch = (name: string): Finding =>
  error({
    id: "no-secrets-manager",
    where: `environments/${name}.ts`,
    what: `${name} is not in AWS, or keeps its state in a file: there is no store to fetch from, and no role to do it.`,
    why: "the manifests say where AWS Secrets Manager has each Secret, and as whom it is read.",
    fix: "make its Secrets by hand: docs/local.md has the commands.",
  });

function main(): void {
  const { environment: name, findings } = readOptions(process.argv.slice(2), process.env);
  const environment = environments.get(name);
  const wrong = [
    ...findings,
    ...(environment || name === "" ? [] : [unknownEnvironment(name, [...environments.keys()])]),
    ...(environment && !isBootstrapped(environment) ? [nothingToFetch(name)] : []),
  ];
  if (!environment || !isBootstrapped(environment) || wrong.length > 0) {
    console.error(printFindings(wrong, `${countFindings(wrong)}. Nothing was printed.`));
    process.exitCode = 1;
    return;
  }
  const documents = externalSecrets(environment).map((object) => stringify(object, { lineWidth: 0 }));
  process.stdout.write(documents.join("---\n"));
}

main();
