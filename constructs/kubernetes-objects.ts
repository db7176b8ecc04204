import { join } from "node:path";
import { Construct } from "constructs";
import { namespace } from "../environments/names";
import type { HasParts, Parts } from "./checked";
import type { HelmReleaseProps, LocalChart } from "./helm-release";
import { HelmRelease } from "./helm-release";

/** A custom resource cannot be planned before the cluster knows its definition; a chart can. */
const chart: LocalChart = { directory: join(__dirname, "charts", "objects") };

/** An object, as Kubernetes reads it. Its strings are literal: the chart sends none of them through `tpl`. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  /** Its specification. @default none, as service accounts have it */
  readonly spec?: object;
  /** Contents of a ConfigMap: texts by the names of their files. */
  readonly data?: Readonly<Record<string, string>>;
}

export interface KubernetesObjectsProps {
  /** Name of the release. */
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
  /** Releases and resources that must be there first. @default none */
  readonly after?: HelmReleaseProps["after"];
}

/** Objects that no chart brings, in the namespace of the monitoring: mostly custom resources. */
export class KubernetesObjects extends Construct implements HasParts {
  readonly #release: HelmRelease;

  constructor(scope: Construct, id: string, { name, objects, after = [] }: KubernetesObjectsProps) {
    super(scope, id);
    this.#release = new HelmRelease(this, "release", {
      chart,
      name,
      after,
      values: { objects: objects.map((object) => ({ ...object, metadata: { ...object.metadata, namespace } })) },
    });
  }

  parts(): Parts {
    return this.#release.parts();
  }
}
