import type { Postgres } from "../../environments/access";
import type { Environment, GrafanaSettings, MailServer } from "../../environments/environment";
import type { Ingress } from "../../environments/size";
import { elasticsearchCaSecret, elasticsearchUsers, namespace, releases } from "../../environments/names";
import { gibibytes } from "../../units/quantities";
import { kubernetesBytes } from "../../units/text";
import { forHelmTemplate, inStrings } from "../border";
import { hostOf } from "../host-of";
import type { TopologySpreadConstraint } from "../replicas";
import { disruptionBudget, overZones } from "../replicas";
import type { Resources } from "../resources";
import { resources } from "../resources";
import type { Datasources } from "./grafana-datasources";
import { authorityFolder, grafanaDatasources, passwordVariable } from "./grafana-datasources";
import type { Switch } from "./switch";
import { off, on } from "./switch";

/** The values in use of the chart grafana. */
export interface GrafanaValues {
  readonly replicas: number;
  readonly resources: Resources;
  readonly admin: { readonly existingSecret: string };
  readonly automountServiceAccountToken: boolean;
  readonly rbac: { readonly create: boolean };
  readonly testFramework: Switch;
  readonly serviceMonitor: Switch;
  readonly initChownData: Switch;
  readonly persistence?: Switch & { readonly size: string };
  readonly deploymentStrategy?: { readonly type: "Recreate" };
  readonly headlessService?: boolean;
  readonly podDisruptionBudget?: { readonly minAvailable: number };
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly envValueFrom: Readonly<Record<string, SecretKey>>;
  readonly extraSecretMounts: readonly SecretMount[];
  readonly smtp?: { readonly existingSecret: string };
  readonly ingress?: Switch & {
    readonly ingressClassName: string;
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

/** Grafana with its data sources, open to nobody without a login. */
export const grafanaValues = ({ name, grafana: settings }: Pick<Environment, "name" | "grafana">): GrafanaValues => ({
  replicas: settings.replicas,
  resources: resources(settings),
  admin: { existingSecret: settings.adminSecret },
  // Nothing in the pod talks to Kubernetes: no sidecars, no token, no rights.
  automountServiceAccountToken: false,
  rbac: { create: false },
  testFramework: off,
  serviceMonitor: on,
  // Runs as root; `fsGroup` makes the volume writable without it.
  initChownData: off,
  ...storage(settings),
  envValueFrom: {
    ...(settings.database && databaseSecrets(settings.adminSecret, settings.database)),
    [passwordVariable]: { secretKeyRef: { name: elasticsearchUsers.grafana, key: "password" } },
  },
  // Grafana waits until the operator has made it, which it does before anything else, and Elasticsearch need not run for it.
  extraSecretMounts: [
    {
      name: "elasticsearch-authority",
      secretName: elasticsearchCaSecret,
      mountPath: authorityFolder,
      readOnly: true,
    },
  ],
  ...(settings.replicas > 1 && severalReplicas),
  ...(settings.ingress && { ingress: ingress(settings.url, settings.ingress) }),
  ...(settings.mail && { smtp: { existingSecret: settings.mail.secret } }),
  datasources: { "datasources.yaml": grafanaDatasources(name) },
  // The chart sends it through `tpl`.
  "grafana.ini": inStrings(configuration(settings), forHelmTemplate),
});

const configuration = (settings: GrafanaSettings): GrafanaValues["grafana.ini"] => ({
  // A newer data source for Elasticsearch would take the place of the one that is built in, and fail to: its folder is
  // root's, and Grafana starts without either (grafana/grafana#132528).
  plugins: { preinstall_auto_update: false },
  analytics: { check_for_updates: false, check_for_plugin_updates: false, reporting_enabled: false },
  "auth.anonymous": { enabled: false },
  security: { cookie_secure: settings.url.startsWith("https:"), disable_gravatar: true },
  server: { domain: hostOf(settings.url), root_url: settings.url },
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
  ...(settings.database && { database: database(settings.database) }),
  ...(settings.mail && { smtp: smtp(settings.mail) }),
});

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

const severalReplicas: Partial<GrafanaValues> = {
  headlessService: true,
  podDisruptionBudget: disruptionBudget,
  topologySpreadConstraints: overZones(releases.grafana),
};

function ingress(url: string, { className, tlsSecret }: Ingress): NonNullable<GrafanaValues["ingress"]> {
  const hosts = [hostOf(url)];
  return { ...on, ingressClassName: className, hosts, tls: [{ secretName: tlsSecret, hosts }] };
}

const database = ({ host, name, user }: Postgres) => ({ type: "postgres", host, name, user, ssl_mode: "require" });

const smtp = ({ host, from }: MailServer) => ({
  enabled: true,
  host,
  from_address: from,
  startTLS_policy: "MandatoryStartTLS",
});
