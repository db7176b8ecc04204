import { basename } from "node:path";
import type { ReleaseConfig } from "@cdktf/provider-helm/lib/release";
import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { TerraformAsset, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { namespace } from "../environments/names";
import type { Finding } from "../findings/finding";
import { error, within } from "../findings/finding";
import { isPlainName } from "../model/plain-name";
import { inSeconds, minutes } from "../units/quantities";
import type { Chart } from "../versions";
import { terraformYaml } from "./border";
import { checkValues } from "./chart-values/check";
import type { Shape } from "./chart-values/shape";
import { chartShape, directoryShape } from "./chart-values/shape";
import type { HasFindings, HasParts, Parts } from "./checked";
import { late } from "./late";
import { nameInState } from "./logical-id";

/** A chart of this repository. */
export interface LocalChart {
  /** Absolute path of the chart's folder, from `__dirname`; synthesis copies it beside the stack. */
  readonly directory: string;
}

export interface HelmReleaseProps {
  readonly chart: Chart | LocalChart;
  /**
   * Name of the release in the cluster, and of its resource in Terraform: a release keeps its identity wherever its
   * construct moves.
   */
  readonly name: string;
  /**
   * What differs from the chart's defaults. No secrets: plans and states show values in the clear. What is much text
   * may be a function: it is made when the release is written, and not kept.
   */
  readonly values: object;
  /** Releases and resources that must be there first. @default none */
  readonly after?: readonly (HelmRelease | ITerraformDependable)[];
  /** Whether Helm creates the namespace. @default false */
  readonly createNamespace?: boolean;
  /**
   * Whether the chart's custom resource definitions are left out, because another release keeps them. @default false
   */
  readonly skipCrds?: boolean;
  /**
   * Whether a failed upgrade is rolled back, and what it had created removed. Not for charts that consist of custom
   * resource definitions: with a definition, Kubernetes deletes all its objects.
   * @default true
   */
  readonly atomic?: boolean;
}

/** One Helm release: a pinned chart, and values that the chart really has. */
export class HelmRelease extends Construct implements HasFindings, HasParts {
  readonly #release: Release;
  readonly #findings: readonly Finding[];

  constructor(scope: Construct, id: string, props: HelmReleaseProps) {
    super(scope, id);
    const { chart, name, values, after = [], atomic = true } = props;
    const source = "directory" in chart ? fromDirectory(this, chart) : fromRepository(chart);
    this.#release = new Release(this, "release", {
      ...source.arguments,
      name,
      namespace,
      values: [late(() => terraformYaml(values))],
      createNamespace: props.createNamespace ?? false,
      skipCrds: props.skipCrds ?? false,
      atomic,
      cleanupOnFail: atomic,
      // Volumes and images take their time on new nodes.
      timeout: inSeconds(minutes(15)),
      maxHistory: 10,
      ...(after.length > 0 && {
        dependsOn: after.map((other) => (other instanceof HelmRelease ? other.#release : other)),
      }),
    });
    nameInState(this.#release, name);
    const shape = source.shape();
    this.#findings = within(this.node.path, [
      ...checkReleaseName(name),
      ...(shape === undefined ? [shapeMissing] : within("values", checkValues(values, shape))),
    ]);
  }

  findings(): readonly Finding[] {
    return this.#findings;
  }

  parts(): Parts {
    return [this.#release];
  }
}

/** Where Helm finds a chart, and which values the chart has, if anything says so. */
interface ChartSource {
  readonly arguments: Pick<ReleaseConfig, "chart" | "repository" | "version">;
  readonly shape: () => Shape | undefined;
}

const fromRepository = ({ name, repository, version }: Chart): ChartSource => ({
  arguments: { chart: name, repository, version },
  shape: () => chartShape(name)?.values,
});

/** Releases of the same chart share one copy. Its path contains a hash: changed templates are a change in the plan. */
function fromDirectory(scope: Construct, { directory }: LocalChart): ChartSource {
  const stack = TerraformStack.of(scope);
  const id = `chart-${basename(directory)}`;
  const existing = stack.node.tryFindChild(id);
  const asset = existing instanceof TerraformAsset ? existing : new TerraformAsset(stack, id, { path: directory });
  // A copy, for cdktf's own takes two bytes a character, and with it the whole document in which it stands (measured:
  // 300 services peak at 286 MiB, not 316).
  const chart = Buffer.from(asset.path).toString();
  return { arguments: { chart }, shape: () => directoryShape(directory) };
}

const shapeMissing = error({
  id: "chart-shape-missing",
  where: "chart",
  what: "nothing says which values this chart has.",
  why: "Helm ignores a misspelled value without a word.",
  fix: "write constructs/chart-values/<chart>.json with scripts/chart-shape.ts.",
});

const checkReleaseName = (name: string): Finding[] =>
  isPlainName(name) && name.length <= 53
    ? []
    : [
        error({
          id: "release-name",
          where: "name",
          what: `"${name}" is not made of a-z, 0-9 and inner hyphens, beginning with a letter, 53 characters at most.`,
          why: "Helm refuses it, or a Service that is named after it is refused.",
          fix: "shorten it, and write it like a host name.",
        }),
      ];
