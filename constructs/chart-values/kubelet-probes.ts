import { probedOverTls } from "../tls";

/** Values of charts that take probes as Kubernetes has them. All else of a probe is the chart's default. */
export interface KubeletProbes {
  readonly livenessProbe?: { readonly httpGet: typeof probedOverTls };
  readonly readinessProbe?: { readonly httpGet: typeof probedOverTls };
}

export const probesOverTls = {
  livenessProbe: { httpGet: probedOverTls },
  readinessProbe: { httpGet: probedOverTls },
} as const;
