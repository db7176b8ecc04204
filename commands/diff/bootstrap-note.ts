import type { Side } from "../../diff/context";
import { pairsOf, stackOf } from "../../diff/resources";
import { stacks } from "../../environments/state";

/**
 * What reviewers have to know besides where the stack `bootstrap` changes: no pipeline plans or applies it, and a
 * deployment that needs a right which it does not have yet is refused.
 * @default nothing of it changes
 */
export function bootstrapNote(environment: string, before: Side, after: Side): string | undefined {
  const isSame = pairsOf(bootstrapIn(before), bootstrapIn(after)).length === 0;
  return isSame
    ? undefined
    : `The stack bootstrap of ${environment} changes, which no pipeline applies: somebody runs \`npm run bootstrap -- --environment ${environment}\` before this is merged.`;
}

const bootstrapIn = ({ documents }: Side) => documents.filter((document) => stackOf(document) === stacks.bootstrap);
