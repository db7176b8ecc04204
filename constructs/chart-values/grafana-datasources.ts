import type { Environment } from "../../environments/environment";
import { authorityKey, datasources, elasticsearchUrl, mimirUrl, prometheusUrl } from "../../environments/names";
import { scrapeInterval } from "../../environments/scrape";
import { logLevel, message, timestamp } from "../../logs/fields";
import { allDataStreams } from "../../logs/names";
import type { ElasticsearchUser } from "../../logs/roles";
import { tlsFiles } from "../../exporters/tls";
import { promDuration } from "../../units/text";

/** Grafana's provisioning file of data sources. */
export interface Datasources {
  readonly apiVersion: 1;
  readonly prune: boolean;
  readonly datasources: readonly (Common & (Prometheus | Elasticsearch))[];
}

interface Common {
  readonly name: string;
  readonly uid: string;
  readonly access: "proxy";
  readonly url: string;
  readonly isDefault: boolean;
  readonly editable: boolean;
}

interface Prometheus {
  readonly type: "prometheus";
  readonly jsonData: {
    readonly httpMethod: "POST";
    readonly timeInterval: string;
    readonly manageAlerts: boolean;
    readonly prometheusType: "Prometheus" | "Mimir";
    readonly tlsAuthWithCACert?: boolean;
  };
  readonly secureJsonData?: { readonly tlsCACert: string };
}

interface Elasticsearch {
  readonly type: "elasticsearch";
  readonly basicAuth: boolean;
  readonly basicAuthUser: ElasticsearchUser;
  readonly jsonData: {
    readonly index: string;
    readonly timeField: string;
    readonly logMessageField: string;
    readonly logLevelField: string;
    readonly tlsAuthWithCACert: boolean;
  };
  readonly secureJsonData: { readonly basicAuthPassword: string; readonly tlsCACert: string };
}

/** Environment variable of Grafana's pods with the password of Grafana's user of Elasticsearch. */
export const passwordVariable = "ELASTICSEARCH_PASSWORD";

/** Folder of Grafana's pods with the certificate of the authority behind Elasticsearch. */
export const authorityFolder = "/etc/elasticsearch-authority";

/** Grafana's provisioning file with its two data sources, of metrics and of logs. */
export const grafanaDatasources = (
  environment: Pick<Environment, "name" | "certificates" | "prometheus">,
): Datasources => ({
  apiVersion: 1,
  prune: true,
  datasources: [series(environment), elasticsearch(environment.name)],
});

/** What stands in a file when Grafana starts. */
const inFile = (path: string): string => `$__file{${path}}`;

const common = { access: "proxy", editable: false } as const;

/**
 * The data source of Prometheus, or of the store of all series: dashboards and alerts ask for the same, and are
 * answered alike.
 */
function series(environment: Pick<Environment, "certificates" | "prometheus">): Common & Prometheus {
  const { longTerm } = environment.prometheus;
  const isEncrypted = environment.certificates !== undefined && !longTerm;
  return {
    ...common,
    name: "Prometheus",
    uid: datasources.prometheus,
    type: "prometheus",
    url: longTerm ? mimirUrl : prometheusUrl(environment),
    isDefault: true,
    jsonData: {
      httpMethod: "POST",
      // `$__rate_interval` is four of these.
      timeInterval: promDuration(scrapeInterval),
      // Elsewhere there are recording rules only; alert rules are Grafana's own.
      manageAlerts: false,
      prometheusType: longTerm ? "Mimir" : "Prometheus",
      ...(isEncrypted && { tlsAuthWithCACert: true }),
    },
    ...(isEncrypted && { secureJsonData: { tlsCACert: inFile(tlsFiles.authority) } }),
  };
}

const elasticsearch = (environment: string): Common & Elasticsearch => ({
  ...common,
  name: "Elasticsearch",
  uid: datasources.elasticsearch,
  type: "elasticsearch",
  url: elasticsearchUrl,
  isDefault: false,
  basicAuth: true,
  basicAuthUser: "grafana",
  jsonData: {
    index: allDataStreams(environment),
    timeField: timestamp.name,
    logMessageField: message.name,
    logLevelField: logLevel.name,
    tlsAuthWithCACert: true,
  },
  secureJsonData: {
    // Without braces: what stands in `${…}` Grafana expands once more, and takes a `$` in the password for another
    // variable.
    basicAuthPassword: `$${passwordVariable}`,
    tlsCACert: inFile(`${authorityFolder}/${authorityKey}`),
  },
});
