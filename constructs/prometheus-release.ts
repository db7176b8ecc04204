import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import { releases } from "../environments/names";
import { cadvisor } from "../signals/contracts/cadvisor";
import { kubeStateMetrics } from "../signals/contracts/kube-state-metrics";
import { prometheus } from "../signals/contracts/prometheus";
import { charts } from "../versions";
import type { Exported, HasExports, Parts } from "./checked";
import { prometheusValues } from "./chart-values/kube-prometheus-stack";
import { HelmRelease } from "./helm-release";
import { KubernetesObjects } from "./kubernetes-objects";
import { tlsObjects } from "./tls";

export interface PrometheusReleaseProps {
  readonly environment: Environment;
}

/**
 * Prometheus, its operator and the exporters of the cluster itself (kubelet, kube-state-metrics, node exporter). The
 * operator's custom resource definitions are a release of their own: within the chart they would never be upgraded.
 */
export class PrometheusRelease extends Construct implements HasExports {
  /** The release that brings the kinds ServiceMonitor and PrometheusRule to life: whatever has one comes after it. */
  readonly operator: HelmRelease;
  readonly #crds: HelmRelease;
  readonly #certificate: KubernetesObjects | undefined;

  constructor(scope: Construct, id: string, { environment }: PrometheusReleaseProps) {
    super(scope, id);
    this.#crds = new HelmRelease(this, "crds", {
      chart: charts.prometheusOperatorCrds,
      name: releases.crds,
      createNamespace: true,
      atomic: false,
      // Whatever happens to the release, the definitions stay, and with them every monitor and rule in the cluster.
      values: { crds: { annotations: { "helm.sh/resource-policy": "keep" } } },
    });
    const { certificates } = environment;
    // All that serves waits for it, the node exporter of this release first.
    this.#certificate =
      certificates &&
      new KubernetesObjects(this, "certificate", {
        name: "certificate",
        objects: tlsObjects(certificates),
        after: [this.#crds],
      });
    this.operator = new HelmRelease(this, "operator", {
      chart: charts.kubePrometheusStack,
      name: releases.prometheus,
      after: [this.#crds, ...(this.#certificate?.parts() ?? [])],
      skipCrds: true,
      values: prometheusValues(environment),
    });
  }

  parts(): Parts {
    return [...this.#crds.parts(), ...(this.#certificate?.parts() ?? []), ...this.operator.parts()];
  }

  exports(): Exported[] {
    return [prometheus, kubeStateMetrics, cadvisor].map((contract) => ({ contract }));
  }
}
