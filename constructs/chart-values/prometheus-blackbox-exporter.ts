import type { Environment } from "../../environments/environment";
import { releases } from "../../environments/names";
import { blackboxConfig, certificateConfig } from "../../exporters/blackbox";
import { webConfigArgument } from "../../exporters/tls";
import type { ContainerSecurityContext, PodSecurityContext } from "../pod-security";
import { restrictedContainer, restrictedPod } from "../pod-security";
import type { TopologySpreadConstraint } from "../replicas";
import { disruptionBudget, overZones } from "../replicas";
import type { Resources } from "../resources";
import { resources } from "../resources";
import type { TlsMount, TlsVolume } from "../tls";
import { tlsMount, tlsVolume } from "../tls";
import type { KubeletProbes } from "./kubelet-probes";
import { probesOverTls } from "./kubelet-probes";

/** The values in use of the chart prometheus-blackbox-exporter. */
export interface BlackboxExporterValues extends KubeletProbes {
  readonly fullnameOverride: string;
  readonly replicas: number;
  readonly resources: Resources;
  readonly podSecurityContext: PodSecurityContext;
  readonly securityContext: ContainerSecurityContext;
  readonly podDisruptionBudget?: { readonly minAvailable: number };
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  /** The exporter's modules by their names; null takes one away that the chart brings. */
  readonly config: { readonly modules: Readonly<Record<string, object | null>> };
  readonly extraArgs?: readonly string[];
  readonly extraVolumes?: readonly TlsVolume[];
  readonly extraVolumeMounts?: readonly TlsMount[];
}

/** The user that the chart runs it as: the image is made for any. */
const user = 1000;

/**
 * Values of the blackbox exporter in this cluster. It is not scraped itself: that it is gone shows in each of its
 * probes.
 */
export const blackboxValues = ({
  exporter: size,
  certificates,
}: Pick<Environment, "certificates" | "exporter">): BlackboxExporterValues => ({
  fullnameOverride: releases.blackbox,
  replicas: size.replicas,
  resources: resources(size),
  podSecurityContext: restrictedPod(user),
  securityContext: restrictedContainer,
  ...(size.replicas > 1 && {
    podDisruptionBudget: disruptionBudget,
    topologySpreadConstraints: overZones(releases.blackbox),
  }),
  config: { modules: { http_2xx: null, ...blackboxConfig.modules, ...(certificates && certificateConfig.modules) } },
  ...(certificates && {
    extraArgs: [webConfigArgument],
    extraVolumes: [tlsVolume],
    extraVolumeMounts: [tlsMount],
    ...probesOverTls,
  }),
});
