import { Construct } from "constructs";
import type { Environment, GrafanaSettings, Ingress, MailServer, Postgres } from "../environments/environment";
import { namespace, prometheusDatasource, prometheusUrl, releases } from "../environments/names";
import { scrapeInterval } from "../environments/scrape";
import { gibibytes } from "../units/quantities";
import { kubernetesBytes, promDuration } from "../units/text";
import { charts } from "../versions";
import { forHelmTemplate, inStrings } from "./border";
import type { Datasources, GrafanaValues } from "./chart-values/grafana";
import { HelmRelease } from "./helm-release";
import { resources } from "./resources";

export interface GrafanaReleaseProps {
  readonly environment: Environment;
  /** Releases that must be there first: the one that brings the kind ServiceMonitor. */
  readonly after: readonly HelmRelease[];
}

/** Grafana with its data source. Dashboards, alert rules and contact points come through its API, from another stack. */
export class GrafanaRelease extends Construct {
  constructor(scope: Construct, id: string, { environment, after }: GrafanaReleaseProps) {
    super(scope, id);
    new HelmRelease(this, "grafana", {
      chart: charts.grafana,
      name: releases.grafana,
      after,
      values: grafanaValues(environment.grafana),
    });
  }
}

export const grafanaValues = (settings: GrafanaSettings): GrafanaValues => ({
  replicas: settings.replicas,
  resources: resources(settings),
  admin: { existingSecret: settings.adminSecret },
  // Nothing in the pod talks to Kubernetes: no sidecars, no token, no rights.
  automountServiceAccountToken: false,
  rbac: { create: false },
  testFramework: { enabled: false },
  serviceMonitor: { enabled: true },
  // Runs as root; `fsGroup` makes the volume writable without it.
  initChownData: { enabled: false },
  ...storage(settings),
  ...(settings.replicas > 1 && severalReplicas),
  ...(settings.ingress && { ingress: ingress(settings.url, settings.ingress) }),
  ...(settings.mail && { smtp: { existingSecret: settings.mail.secret } }),
  datasources: { "datasources.yaml": datasources },
  // The chart sends it through `tpl`.
  "grafana.ini": inStrings(configuration(settings), forHelmTemplate),
});

const datasources: Datasources = {
  apiVersion: 1,
  prune: true,
  datasources: [
    {
      name: "Prometheus",
      uid: prometheusDatasource,
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
const storage = ({ database }: GrafanaSettings): Partial<GrafanaValues> =>
  database
    ? {
        // Read by Grafana as `password` of its section `database`.
        envValueFrom: {
          GF_DATABASE_PASSWORD: { secretKeyRef: { name: database.password.secret, key: database.password.key } },
        },
      }
    : {
        persistence: { enabled: true, size: kubernetesBytes(gibibytes(1)) },
        deploymentStrategy: { type: "Recreate" },
      };

const severalReplicas: Partial<GrafanaValues> = {
  headlessService: true,
  podDisruptionBudget: { minAvailable: 1 },
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels: { "app.kubernetes.io/instance": releases.grafana } },
    },
  ],
};

function ingress(url: string, { className, tlsSecret }: Ingress): NonNullable<GrafanaValues["ingress"]> {
  const hosts = [hostOf(url)];
  return { enabled: true, ingressClassName: className, hosts, tls: [{ secretName: tlsSecret, hosts }] };
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
