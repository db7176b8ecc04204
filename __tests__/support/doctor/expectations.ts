import type { Expected } from "../../../doctor/expected/expected";
import { expectedOf } from "../../../doctor/expected/expected";
import type { Environment } from "../../../environments/environment";
import { buildApp } from "../../../synthesis/app";
import { builtIn } from "../../../synthesis/coverage";
import { documentsOf } from "../../../synthesis/documents";
import { system } from "../../../system";

/** All that doctor looks for in an environment, and the documents that it was read from. */
export function expectationsOf(environment: Environment): {
  readonly documents: readonly unknown[];
  readonly expected: Expected;
} {
  const app = buildApp({ system, environment });
  const documents = documentsOf(app);
  const built = builtIn(app.node.findAll(), system, environment);
  return { documents, expected: expectedOf({ documents, built, system, environment }) };
}
