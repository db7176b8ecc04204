import { Construct } from "constructs";
import type { Flow } from "../network/flow";
import type { NetworkPolicy } from "../network/policies";
import { policiesOf } from "../network/policies";
import type { HasFlows, Parts } from "./checked";
import type { HelmReleaseProps } from "./helm-release";
import { KubernetesObjects } from "./kubernetes-objects";

export interface NetworkAccessProps {
  /** Name of the release that the flows belong to; the policies are a release beside it. */
  readonly name: string;
  readonly flows: readonly Flow[];
  /** Policies besides those that follow from the flows. @default none */
  readonly policies?: readonly NetworkPolicy[];
  /** Releases that must be there first. @default none */
  readonly after?: HelmReleaseProps["after"];
}

/** Opens the network for what a release needs: in the namespace of the monitoring everything else is refused. */
export class NetworkAccess extends Construct implements HasFlows {
  readonly #flows: readonly Flow[];
  readonly #objects: KubernetesObjects;

  constructor(scope: Construct, id: string, { name, flows, policies = [], after = [] }: NetworkAccessProps) {
    super(scope, id);
    this.#flows = flows;
    this.#objects = new KubernetesObjects(this, "objects", {
      name: `${name}-network`,
      after,
      objects: [...policies, ...policiesOf(name, flows)],
    });
  }

  flows(): readonly Flow[] {
    return this.#flows;
  }

  parts(): Parts {
    return this.#objects.parts();
  }
}
