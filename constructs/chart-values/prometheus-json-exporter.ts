import type { SecretKey } from "../../environments/access";
import type { Size } from "../../environments/size";
import { webConfigFlag } from "../../exporters/tls";
import type { ContainerSecurityContext, PodSecurityContext } from "../pod-security";
import { restrictedContainer, restrictedPod } from "../pod-security";
import type { Resources } from "../resources";
import { resources } from "../resources";
import type { TlsMount, TlsVolume } from "../tls";
import { tlsMount, tlsVolume } from "../tls";
import type { KubeletProbes } from "./kubelet-probes";
import { probesOverTls } from "./kubelet-probes";

/** The values in use of the chart prometheus-json-exporter. */
export interface JsonExporterValues extends KubeletProbes {
  readonly fullnameOverride: string;
  readonly replicaCount: 1;
  readonly podSecurityContext: PodSecurityContext;
  readonly securityContext: ContainerSecurityContext;
  readonly resources: Resources;
  readonly configuration: { readonly structuredConfig: object };
  readonly additionalVolumes: readonly [SecretVolume, ...TlsVolume[]];
  readonly additionalVolumeMounts: readonly (VolumeMount | TlsMount)[];
  readonly extraArgs?: readonly [typeof webConfigFlag];
}

interface SecretVolume {
  readonly name: string;
  readonly secret: {
    readonly secretName: string;
    readonly items: readonly { readonly key: string; readonly path: string }[];
  };
}

interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly: true;
}

export interface JsonExporterSettings {
  /** Name of the release, its pod and its Service. */
  readonly name: string;
  readonly size: Size;
  /** Configuration as the exporter reads it; the chart sends none of it through `tpl`. */
  readonly config: object;
  /** Secret that the exporter reads from a file, and the file's name in {@link secretFolder}. */
  readonly secretFile: { readonly from: SecretKey; readonly name: string };
  /** Whether the exporter serves over TLS, by the certificate of the namespace. */
  readonly tls: boolean;
}

/** The name of the Service's port, which is the chart's default. */
export const jsonExporterPort = "http";

/** Folder of the pod with its secret file: read anew for each question, so that a new one needs no restart. */
export const secretFolder = "/etc/json-exporter";

const mount = { name: "credentials", mountPath: secretFolder } as const;

/** The user that the image is made for, `nobody`. */
const user = 65_534;

/**
 * Values of the JSON exporter. The chart's own ServiceMonitor knows no limit and drops nothing: what is scraped is
 * written beside it.
 */
export const jsonExporterValues = (settings: JsonExporterSettings): JsonExporterValues => ({
  fullnameOverride: settings.name,
  // What it tells is remembered for longer than a pod takes to come back.
  replicaCount: 1,
  podSecurityContext: restrictedPod(user),
  securityContext: restrictedContainer,
  resources: resources(settings.size),
  configuration: { structuredConfig: settings.config },
  additionalVolumes: [
    {
      name: mount.name,
      secret: {
        secretName: settings.secretFile.from.secret,
        items: [{ key: settings.secretFile.from.key, path: settings.secretFile.name }],
      },
    },
    ...(settings.tls ? [tlsVolume] : []),
  ],
  additionalVolumeMounts: [{ ...mount, readOnly: true }, ...(settings.tls ? [tlsMount] : [])],
  ...(settings.tls && {
    extraArgs: [webConfigFlag],
    ...probesOverTls,
  }),
});
