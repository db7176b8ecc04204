import type { Postgres } from "../../environments/access";
import type { GrafanaSettings, Ingress, MailServer } from "../../environments/environment";
import { namespace, datasources, prometheusUrl, releases } from "../../environments/names";
import { scrapeInterval } from "../../environments/scrape";
import { gibibytes } from "../../units/quantities";
import { kubernetesBytes, promDuration } from "../../units/text";
import { forHelmTemplate, inStrings } from "../border";
import type { TopologySpreadConstraint } from "../replicas";
import { disruptionBudget, overZones } from "../replicas";
import type { Resources } from "../resources";
import { resources } from "../resources";
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
  readonly envValueFrom?: Readonly<Record<string, SecretKey>>;
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

/** Grafana's provisioning file of data sources. */
interface Datasources {
  readonly apiVersion: 1;
  readonly prune: boolean;
  readonly datasources: readonly {
    readonly name: string;
    readonly uid: string;
    readonly type: "prometheus";
    readonly access: "proxy";
    readonly url: string;
    readonly isDefault: boolean;
    readonly editable: boolean;
    readonly jsonData: {
      readonly httpMethod: "POST";
      readonly timeInterval: string;
      readonly manageAlerts: boolean;
      readonly prometheusType: "Prometheus";
    };
  }[];
}

/** Grafana with its data source, open to nobody without a login. */
export const grafanaValues = (settings: GrafanaSettings): GrafanaValues => ({
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
  ...(settings.replicas > 1 && severalReplicas),
  ...(settings.ingress && { ingress: ingress(settings.url, settings.ingress) }),
  ...(settings.mail && { smtp: { existingSecret: settings.mail.secret } }),
  datasources: { "datasources.yaml": provisioned },
  // The chart sends it through `tpl`.
  "grafana.ini": inStrings(configuration(settings), forHelmTemplate),
});

const provisioned: Datasources = {
  apiVersion: 1,
  prune: true,
  datasources: [
    {
      name: "Prometheus",
      uid: datasources.prometheus,
      type: "prometheus",
      access: "proxy",
      url: prometheusUrl,
      isDefault: true,
      editable: false,
      jsonData: {
        httpMethod: "POST",
        // `$__rate_interval` is four of these.
        timeInterval: promDuration(scrapeInterval),
        // Prometheus has recording rules only; alert rules are Grafana's own.
        manageAlerts: false,
        prometheusType: "Prometheus",
      },
    },
  ],
};

const configuration = (settings: GrafanaSettings): GrafanaValues["grafana.ini"] => ({
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
const storage = ({ adminSecret, database }: GrafanaSettings): Partial<GrafanaValues> =>
  database
    ? {
        envValueFrom: {
          // What contact points' secrets are encrypted with in the database; Grafana's own default is public.
          GF_SECURITY_SECRET_KEY: { secretKeyRef: { name: adminSecret, key: "secret-key" } },
          // Read by Grafana as `password` of its section `database`.
          GF_DATABASE_PASSWORD: { secretKeyRef: { name: database.password.secret, key: database.password.key } },
        },
      }
    : {
        persistence: { ...on, size: kubernetesBytes(gibibytes(1)) },
        deploymentStrategy: { type: "Recreate" },
      };

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

/** Blank where the URL is none: that is a finding of the environment. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : "");
