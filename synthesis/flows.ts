import type { App } from "cdktf";
import { hasFlows } from "../constructs/checked";
import type { Flow } from "../network/flow";

/** Who speaks with whom in an app, in the order in which it was built. */
export const flowsOf = (app: App): Flow[] =>
  app.node.findAll().flatMap((construct) => (hasFlows(construct) ? construct.flows() : []));
