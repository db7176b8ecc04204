import { descriptionOf } from "../../../deployed/description";
import { policiesIn } from "../../../deployed/policies";
import type { Side } from "../../../diff/context";
import type { Environment } from "../../../environments/environment";
import { production } from "../../../environments/production";
import type { System } from "../../../model/system";
import { buildApp } from "../../../synthesis/app";
import { documentsOf } from "../../../synthesis/documents";
import { rulesIn } from "../../../synthesis/rules";
import { system } from "../../../system";

/** What a synth would have written, as whoever compares two of them reads it. */
export function sideOf(described: System = system, environment: Environment = production): Side {
  const app = buildApp({ system: described, environment });
  const alerts = rulesIn(app.node.findAll()).alerts.map(({ alert }) => alert);
  return withDocuments({ documents: documentsOf(app), description: descriptionOf(described, environment, alerts) });
}

/** @param change of any attribute of any resource, by its address; what it returns stands in its place */
export const withAttributes = (
  side: Side,
  change: (address: string, attribute: string, value: unknown) => unknown,
): Side =>
  withDocuments({
    ...side,
    documents: (side.documents as Document[]).map((document) => ({
      ...document,
      resource: inEach(document.resource, (byName, type) =>
        inEach(byName, (block, name) =>
          inEach(block, (value, attribute) => change(`${type}.${name}`, attribute, value)),
        ),
      ),
    })),
  });

interface Document {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

const inEach = <T, U>(record: Readonly<Record<string, T>>, change: (value: T, key: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));

/** Policies are read from the documents. */
export function withDocuments({ documents, description }: Omit<Side, "policies">): Side {
  const policies = policiesIn(documents);
  return { documents, ...(description && { description }), ...(policies && { policies }) };
}
