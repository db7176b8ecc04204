/** The real programs that the live tests run, each with its one pinned version. Nothing else names a version of them. */
import { join } from "node:path";
import type { VersionRange } from "./version";

export interface Pin {
  /** The program's file, on PATH and in the cache. */
  readonly executable: string;
  /** The version that is installed when none is at hand. */
  readonly version: string;
  /** The versions of a user's own program that will do. */
  readonly fits: VersionRange;
  /** Arguments that make the program print its version. */
  readonly versionArguments: readonly string[];
  readonly install: Install | ByHand;
}

/** A command that leaves the program at `product`, relative to the folder in which it runs. `GOBIN` is `bin` in there. */
export interface Install {
  readonly command: readonly string[];
  readonly product: string;
  /** Files the command reads: when one changes, so does the place in the cache. */
  readonly inputs: readonly string[];
}

export interface ByHand {
  readonly byHand: string;
}

const collectorManifest = join(__dirname, "otelcol.yaml");

export const pins = {
  terraform: {
    executable: "terraform",
    version: "1.11.0",
    fits: { from: "1.11.0", before: "2.0.0" },
    versionArguments: ["version"],
    install: {
      byHand: "Install Terraform 1.11 or newer and put it on PATH: developer.hashicorp.com/terraform/install",
    },
  },
  prometheus: prometheusProgram("prometheus"),
  promtool: prometheusProgram("promtool"),
  otelcol: {
    executable: "otelcol-contrib",
    version: "0.155.0",
    // The connector's labels change from one minor version to the next.
    fits: { from: "0.155.0", before: "0.156.0" },
    versionArguments: ["--version"],
    install: {
      command: ["go", "run", "go.opentelemetry.io/collector/cmd/builder@v0.155.0", "--config", collectorManifest],
      product: "build/otelcol-contrib",
      inputs: [collectorManifest],
    },
  },
  helm: {
    executable: "helm",
    version: "3.22.0",
    fits: { from: "3.19.0", before: "4.0.0" },
    versionArguments: ["version", "--short"],
    install: goInstall("helm.sh/helm/v3/cmd/helm@v3.22.0", {
      variables: {
        "helm.sh/helm/v3/internal/version.version": "v3.22.0",
        // Without these it takes every cluster for Kubernetes 1.20. The release is built with its client-go's version.
        "helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor": "1",
        "helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor": "37",
        "helm.sh/helm/v3/pkg/lint/rules.k8sVersionMajor": "1",
        "helm.sh/helm/v3/pkg/lint/rules.k8sVersionMinor": "37",
      },
    }),
  },
  kubeconform: {
    executable: "kubeconform",
    version: "0.8.0",
    fits: { from: "0.7.0", before: "0.9.0" },
    versionArguments: ["-v"],
    install: goInstall("github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0", {
      variables: { "main.version": "v0.8.0" },
    }),
  },
} as const satisfies Record<string, Pin>;

export type EngineName = keyof typeof pins;

export const engineNames = Object.keys(pins) as EngineName[];

function prometheusProgram(executable: "prometheus" | "promtool") {
  return {
    executable,
    version: "3.16.0",
    // From the version of the chart on: `le="1.0"`, left-open ranges and `start_timestamp` in rule tests are as there.
    fits: { from: "3.14.0", before: "4.0.0" },
    versionArguments: ["--version"],
    install: goInstall(`github.com/prometheus/prometheus/cmd/${executable}@v0.316.0`, {
      // No test discovers services, and the discoveries are most of the build.
      tags: "remove_all_sd",
      variables: { "github.com/prometheus/common/version.Version": "3.16.0" },
    }),
  } as const;
}

/** `go install`, with the version set as the release's build sets it: without, the program cannot say which one it is. */
function goInstall(
  module: string,
  { tags, variables }: { readonly tags?: string; readonly variables: Readonly<Record<string, string>> },
): Install {
  const linked = Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`);
  return {
    command: ["go", "install", ...(tags ? ["-tags", tags] : []), "-ldflags", linked.join(" "), module],
    product: `bin/${/\/([^/]+)@/.exec(module)?.[1] ?? module}`,
    inputs: [],
  };
}
