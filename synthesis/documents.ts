import type { App } from "cdktf";
import { TerraformStack } from "cdktf";

/**
 * What a synth would write of each stack, read back from its text: for those who ask what is deployed and write
 * nothing.
 */
export const documentsOf = (app: App): unknown[] =>
  app.node
    .findAll()
    .filter((construct) => TerraformStack.isStack(construct))
    .map((stack) => JSON.parse(JSON.stringify(stack.toTerraform())) as unknown);
