import type { Postgres } from "../../environments/access";
import type { Environment, GrafanaSettings, MailServer, OidcLogin } from "../../environments/environment";
import type { Ingress } from "../../environments/size";
import {
  elasticsearchCaSecret,
  elasticsearchUsers,
  grafanaHost,
  namespace,
  releases,
  tlsSecret,
} from "../../environments/names";
import { authorities, authoritiesMount } from "../../exporters/postgres";
import { tlsFiles, tlsFolder } from "../../exporters/tls";
import { gibibytes, hours } from "../../units/quantities";
import { goDuration, kubernetesBytes } from "../../units/text";
import { forHelmTemplate, inStrings } from "../border";
import type { Annotations } from "../allowed-addresses";
import { allowedAddresses } from "../allowed-addresses";
import { hostOf } from "../host-of";
import type { ContainerSecurityContext, PodSecurityContext } from "../pod-security";
import { restrictedContainer, restrictedPod } from "../pod-security";
import type { TopologySpreadConstraint } from "../replicas";
import { disruptionBudget, overZones } from "../replicas";
import type { Resources } from "../resources";
import { resources } from "../resources";
import type { AskedOverTls } from "../tls";
import { askedOverTls } from "../tls";
import { verifiedByIngress } from "../verified-by-ingress";
import type { Datasources } from "./grafana-datasources";
import { grafanaLogin } from "./grafana-login";
import { authorityFolder, grafanaDatasources, passwordVariable } from "./grafana-datasources";
import type { KubeletProbes } from "./kubelet-probes";
import { probesOverTls } from "./kubelet-probes";
import type { Switch } from "./switch";
import { off, on } from "./switch";

/** The values in use of the chart grafana. */
export interface GrafanaValues extends KubeletProbes {
  readonly replicas: number;
  readonly resources: Resources;
  readonly admin: { readonly existingSecret: string };
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: PodSecurityContext & { readonly fsGroup: number };
  readonly containerSecurityContext: Omit<ContainerSecurityContext, "readOnlyRootFilesystem"> & {
    readonly readOnlyRootFilesystem: boolean;
  };
  readonly rbac: { readonly create: boolean };
  readonly testFramework: Switch;
  readonly serviceMonitor: Switch & Partial<AskedOverTls>;
  readonly initChownData: Switch;
  readonly persistence?: Switch & { readonly size: string };
  readonly deploymentStrategy?: { readonly type: "Recreate" };
  readonly headlessService?: boolean;
  readonly podDisruptionBudget?: { readonly minAvailable: number };
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly envValueFrom: Readonly<Record<string, SecretKey>>;
  readonly extraSecretMounts: readonly SecretMount[];
  readonly extraConfigmapMounts?: readonly ConfigMapMount[];
  readonly smtp?: { readonly existingSecret: string };
  readonly ingress?: Switch & {
    readonly ingressClassName: string;
    readonly annotations: Annotations;
    readonly hosts: readonly string[];
    readonly tls: readonly { readonly secretName: string; readonly hosts: readonly string[] }[];
  };
  readonly datasources: { readonly "datasources.yaml": Datasources };
  /** Sections of Grafana's configuration file. */
  readonly "grafana.ini": Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;
}

interface SecretKey {
  readonly secretKeyRef: { readonly name: string; readonly key: string };
}

interface SecretMount {
  readonly name: string;
  readonly secretName: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
}

interface ConfigMapMount {
  readonly name: string;
  readonly configMap: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
}

/** The user that the image is made for. */
const user = 472;

/** Where Grafana writes besides its volume its makers do not say; all else of the profile `restricted` it bears. */
const confined = { ...restrictedContainer, readOnlyRootFilesystem: false };

/** Grafana with its data sources, open to nobody without a login. */
export function grafanaValues(
  environment: Pick<Environment, "name" | "certificates" | "prometheus" | "grafana">,
): GrafanaValues {
  const { grafana: settings, certificates } = environment;
  return {
    replicas: settings.replicas,
    resources: resources(settings),
    admin: { existingSecret: settings.adminSecret },
    // Nothing in the pod talks to Kubernetes: no sidecars, no token, no rights.
    automountServiceAccountToken: false,
    rbac: { create: false },
    securityContext: { ...restrictedPod(user), fsGroup: user },
    containerSecurityContext: confined,
    testFramework: off,
    serviceMonitor: { ...on, ...(certificates && askedOverTls()) },
    ...(certificates && probesOverTls),
    // Runs as root; `fsGroup` makes the volume writable without it.
    initChownData: off,
    ...storage(settings),
    envValueFrom: {
      ...(settings.database && databaseSecrets(settings.adminSecret, settings.database)),
      ...(settings.login && loginSecret(settings.login)),
      [passwordVariable]: { secretKeyRef: { name: elasticsearchUsers.grafana, key: "password" } },
    },
    // Grafana waits until the operator has made it. That comes before anything else: Elasticsearch need not run for it.
    extraSecretMounts: [
      {
        name: "elasticsearch-authority",
        secretName: elasticsearchCaSecret,
        mountPath: authorityFolder,
        readOnly: true,
      },
      ...(certificates ? [servedCertificate] : []),
    ],
    ...(settings.database && { extraConfigmapMounts: [databaseAuthorities] }),
    ...(settings.replicas > 1 && severalReplicas),
    ...(settings.ingress && { ingress: ingress(settings.url, settings.ingress, certificates) }),
    ...(settings.mail && { smtp: { existingSecret: settings.mail.secret } }),
    datasources: { "datasources.yaml": grafanaDatasources(environment) },
    // The chart sends it through `tpl`.
    "grafana.ini": inStrings(configuration(settings, certificates), forHelmTemplate),
  };
}

const configuration = (
  settings: GrafanaSettings,
  certificates: Environment["certificates"],
): GrafanaValues["grafana.ini"] => ({
  // A newer data source for Elasticsearch would take the place of the one that is built in, and fail to: its folder is
  // root's, and Grafana starts without either (grafana/grafana#132528).
  plugins: { preinstall_auto_update: false },
  analytics: { check_for_updates: false, check_for_plugin_updates: false, reporting_enabled: false },
  "auth.anonymous": { enabled: false },
  security: {
    cookie_secure: isServedByTls(settings),
    strict_transport_security: isServedByTls(settings),
    disable_gravatar: true,
  },
  // Either shows panels and their data to whoever has a link, without a login; the former also on a server of Grafana's
  // makers.
  snapshots: { enabled: false },
  public_dashboards: { enabled: false },
  server: { domain: hostOf(settings.url), root_url: settings.url, ...(certificates && servedOverTls) },
  unified_alerting: {
    enabled: true,
    ...(settings.replicas > 1 && {
      // Replicas gossip: all evaluate every rule, one notifies.
      ha_advertise_address: "${POD_IP}:9094",
      ha_listen_address: "${POD_IP}:9094",
      ha_peers: `${releases.grafana}-headless.${namespace}.svc:9094`,
    }),
  },
  users: { allow_sign_up: false },
  ...(settings.login && grafanaLogin(settings.login)),
  ...(settings.database && { database: database(settings.database) }),
  ...(settings.mail && { smtp: smtp(settings.mail) }),
});

/** TLS 1.2 at least is Grafana's own default. */
const servedOverTls = {
  protocol: "https",
  cert_file: tlsFiles.certificate,
  cert_key: tlsFiles.key,
  // Of its own accord it reads them once. They are renewed a month before their end.
  certs_watch_interval: goDuration(hours(1)),
};

const servedCertificate: SecretMount = {
  name: tlsSecret,
  secretName: tlsSecret,
  mountPath: tlsFolder,
  readOnly: true,
};

const isServedByTls = ({ url }: GrafanaSettings) => url.startsWith("https:");

/** A volume is for SQLite alone. Only one pod can hold it: the old one must go before the new one comes. */
const storage = ({ database }: GrafanaSettings): Partial<GrafanaValues> =>
  database
    ? {}
    : {
        persistence: { ...on, size: kubernetesBytes(gibibytes(1)) },
        deploymentStrategy: { type: "Recreate" },
      };

const databaseSecrets = (adminSecret: string, { password }: Postgres) => ({
  // What contact points' secrets are encrypted with in the database; Grafana's own default is public.
  GF_SECURITY_SECRET_KEY: { secretKeyRef: { name: adminSecret, key: "secret-key" } },
  // Read by Grafana as `password` of its section `database`.
  GF_DATABASE_PASSWORD: { secretKeyRef: { name: password.secret, key: password.key } },
});

/** Read by Grafana as `client_secret` of its section `auth.generic_oauth`. */
const loginSecret = ({ clientSecret: { secret, key } }: OidcLogin) => ({
  GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET: { secretKeyRef: { name: secret, key } },
});

/** The same that exporters know databases by. */
const databaseAuthorities: ConfigMapMount = {
  name: "database-authorities",
  configMap: authorities.configMap,
  mountPath: authoritiesMount,
  readOnly: true,
};

const severalReplicas: Partial<GrafanaValues> = {
  headlessService: true,
  podDisruptionBudget: disruptionBudget,
  topologySpreadConstraints: overZones(releases.grafana),
};

function ingress(
  url: string,
  settings: Ingress,
  certificates: Environment["certificates"],
): NonNullable<GrafanaValues["ingress"]> {
  const hosts = [hostOf(url)];
  return {
    ...on,
    ingressClassName: settings.className,
    annotations: { ...allowedAddresses(settings), ...(certificates && verifiedByIngress(tlsSecret, grafanaHost)) },
    hosts,
    tls: [{ secretName: settings.tlsSecret, hosts }],
  };
}

const database = ({ host, name, user }: Postgres) => ({
  type: "postgres",
  host,
  name,
  user,
  // By whom the certificate is signed, and for which host.
  ssl_mode: "verify-full",
  ca_cert_path: `${authoritiesMount}/${authorities.key}`,
});

const smtp = ({ host, from }: MailServer) => ({
  enabled: true,
  host,
  from_address: from,
  startTLS_policy: "MandatoryStartTLS",
});
