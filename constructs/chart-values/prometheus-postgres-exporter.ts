import type { Postgres } from "../../environments/access";
import type { Size } from "../../environments/size";
import { scrapeInterval } from "../../environments/scrape";
import { authorities, authoritiesMount, liveness, postgresArguments, postgresSource } from "../../exporters/postgres";
import { webConfigArgument } from "../../exporters/tls";
import { images } from "../../versions";
import { inSeconds } from "../../units/quantities";
import { postgresExporter } from "../../signals/contracts/postgres";
import { promDuration } from "../../units/text";
import { forHelmTemplate } from "../border";
import type { ContainerSecurityContext, PodSecurityContext } from "../pod-security";
import { restrictedContainer, restrictedPod } from "../pod-security";
import type { Resources } from "../resources";
import { resources } from "../resources";
import type { Switch } from "./switch";
import { on } from "./switch";
import type { Relabelling } from "../relabelling";
import { keepOnly, targetLabels } from "../relabelling";
import type { AskedOverTls, TlsMount, TlsVolume } from "../tls";
import { askedOverTls, probedOverTls, tlsMount, tlsVolume } from "../tls";
import type { KubeletProbes } from "./kubelet-probes";

/** The values in use of the chart prometheus-postgres-exporter. */
export interface PostgresExporterValues {
  readonly fullnameOverride: string;
  readonly replicaCount: 1;
  readonly image: { readonly tag: string };
  readonly rbac: { readonly create: boolean };
  readonly serviceAccount: { readonly create: boolean };
  readonly podSecurityContext: PodSecurityContext;
  readonly securityContext: ContainerSecurityContext;
  readonly resources: Resources;
  readonly livenessProbe: {
    readonly httpGet: { readonly path: string } & Partial<typeof probedOverTls>;
    readonly timeoutSeconds: number;
    readonly periodSeconds: number;
    readonly failureThreshold: number;
  };
  readonly readinessProbe?: KubeletProbes["readinessProbe"];
  readonly config: { readonly datasource: Datasource; readonly extraArgs: readonly string[] };
  readonly extraVolumes: readonly (ConfigMapVolume | TlsVolume)[];
  readonly extraVolumeMounts: readonly (VolumeMount | TlsMount)[];
  readonly serviceMonitor: Switch &
    Partial<AskedOverTls> & {
      readonly interval: string;
      readonly relabelings: readonly Relabelling[];
      readonly metricRelabelings: readonly Relabelling[];
    };
}

interface ConfigMapVolume {
  readonly name: string;
  readonly configMap: { readonly name: string };
}

interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly: true;
}

interface Datasource {
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly passwordSecret: { readonly name: string; readonly key: string };
  readonly sslmode: string;
  readonly extraParams: string;
}

export interface PostgresExporterSettings {
  /** Name of the release, its pod and its Service. */
  readonly name: string;
  /** Name of the database in the description. */
  readonly database: string;
  readonly access: Postgres;
  readonly size: Size;
  /** Whether the exporter serves over TLS, by the certificate of the namespace. */
  readonly tls: boolean;
}

/** The user that the image is made for, `nobody`. */
const user = 65_534;

export const postgresExporterValues = ({
  name,
  database,
  access,
  size,
  tls,
}: PostgresExporterSettings): PostgresExporterValues => ({
  fullnameOverride: name,
  // Each connection of a second one would be one less for those who need it.
  replicaCount: 1,
  image: images.postgresExporter,
  // Nothing in the pod talks to Kubernetes: no account, no token, no rights.
  rbac: { create: false },
  serviceAccount: { create: false },
  podSecurityContext: restrictedPod(user),
  securityContext: restrictedContainer,
  resources: resources(size),
  livenessProbe: {
    httpGet: { path: liveness.path, ...(tls && probedOverTls) },
    timeoutSeconds: inSeconds(liveness.timeout),
    periodSeconds: inSeconds(liveness.period),
    failureThreshold: liveness.failures,
  },
  ...(tls && { readinessProbe: { httpGet: probedOverTls } }),
  config: {
    datasource: datasource(access),
    extraArgs: [...postgresArguments, ...(tls ? [webConfigArgument] : [])],
  },
  extraVolumes: [{ name: volume, configMap: { name: authorities.configMap } }, ...(tls ? [tlsVolume] : [])],
  extraVolumeMounts: [{ name: volume, mountPath: authoritiesMount, readOnly: true }, ...(tls ? [tlsMount] : [])],
  serviceMonitor: {
    ...on,
    ...(tls && askedOverTls()),
    interval: promDuration(scrapeInterval),
    relabelings: targetLabels,
    metricRelabelings: [
      keepOnly(postgresExporter.metrics),
      { targetLabel: "db_instance", replacement: database },
      // What is told is told of the database, whichever pod tells it: the series of a pod that was replaced go on.
      { action: "labeldrop", regex: "instance|namespace|pod|container|port|server" },
    ],
  },
});

const volume = "certificate-authorities";

/** The chart sends all of it through `tpl`. */
function datasource(access: Postgres): Datasource {
  const { host, port, database, user, sslmode, parameters } = postgresSource(access);
  return {
    host: forHelmTemplate(host),
    port: forHelmTemplate(port),
    database: forHelmTemplate(database),
    user: forHelmTemplate(user),
    passwordSecret: { name: forHelmTemplate(access.password.secret), key: forHelmTemplate(access.password.key) },
    sslmode,
    extraParams: parameters,
  };
}
