import {
  datasources,
  elasticsearchPort,
  elkName,
  grafanaHost,
  namespace,
  prometheusHost,
  prometheusPort,
} from "../environments/names";
import type { Environment } from "../environments/environment";
import { signsIn } from "../environments/secrets";
import { isHere } from "../environments/this-machine";
import type { ElasticsearchUser } from "../logs/roles";
import type { Part } from "./line";

/** How a program is reached. */
export interface Connection {
  /** URL of the program, without a slash at its end. */
  readonly url: string;
  /** What people call the address: it holds no secret. */
  readonly shown: string;
  /** Its address behind a port-forward, as {@link forwardedTo} has it. */
  readonly forwarded: string;
  /** The header `Authorization`. @default none is needed */
  readonly authorization?: string;
  /** The other program through which it is asked: what keeps us from asking that one is told of it alone. */
  readonly via?: Part;
  /** The environment variable that would say how we sign in, and is not set. @default none */
  readonly lacks?: string;
  /**
   * Host name in the certificate that is shown there. Behind a port-forward it is that of the Service, which it is held
   * to: an address of this machine stands in none. @default the host of the address
   */
  readonly certifiedAs?: string;
  /**
   * Name of the Secret with the certificate that an ingress shows there. @default no ingress of the environment serves
   * it
   */
  readonly ingressSecret?: string;
}

export type Connections = Readonly<Record<Part, Connection>>;

/** Addresses from the command line, in place of those of the environment. */
export type Addresses = Readonly<Partial<Record<Part, string>>>;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * How each program of an environment is reached. @param variables as the process has them: credentials come as they do
 * to Terraform
 */
export function connectionsOf(
  { certificates, grafana, elk }: Pick<Environment, "certificates" | "grafana" | "elk">,
  addresses: Addresses,
  variables: Variables,
): Connections {
  const forwarded = (part: Part) => forwardedTo(part, certificates);
  const toGrafana = {
    ...at(addresses.Grafana ?? grafana.url, certificates && grafanaHost),
    forwarded: forwarded("Grafana"),
    ...(grafana.ingress && addresses.Grafana === undefined && { ingressSecret: grafana.ingress.tlsSecret }),
    ...grafanaAuthorization(variables),
  };
  const toPrometheus = { forwarded: forwarded("Prometheus") };
  const elastic = (part: Part, url: string, service: string): Connection => ({
    ...at(url, `${elkName}-${service}-http.${namespace}.svc`),
    forwarded: forwarded(part),
    ...elasticAuthorization(variables),
  });
  return {
    // It has no ingress, and no login: whoever may ask Grafana may ask it through Grafana.
    Prometheus: addresses.Prometheus
      ? { ...at(addresses.Prometheus, certificates && prometheusHost), ...toPrometheus }
      : {
          ...toGrafana,
          ...toPrometheus,
          url: `${toGrafana.url}/api/datasources/proxy/uid/${datasources.prometheus}`,
          shown: `Prometheus behind ${toGrafana.url}`,
          via: "Grafana",
        },
    Grafana: toGrafana,
    Elasticsearch: elastic("Elasticsearch", addresses.Elasticsearch ?? elk.elasticsearch.url, "es"),
    Kibana: elastic("Kibana", addresses.Kibana ?? elk.kibana.url, "kb"),
  };
}

/** The address behind `kubectl port-forward`. What the operator of Elastic runs is asked over TLS everywhere. */
export const forwardedTo = (part: Part, certificates: Environment["certificates"]): string => {
  const isEncrypted = certificates !== undefined || part === "Elasticsearch" || part === "Kibana";
  return `${isEncrypted ? "https" : "http"}://localhost:${ports[part]}`;
};

const ports: Readonly<Record<Part, number>> = {
  Prometheus: prometheusPort,
  Grafana: 3000,
  Elasticsearch: elasticsearchPort,
  Kibana: 5601,
};

/** @param service whose certificate is shown behind a port-forward; none where nothing is encrypted there */
const at = (url: string, service: string | undefined): Pick<Connection, "url" | "shown" | "certifiedAs"> => ({
  url: trimmed(url),
  shown: trimmed(url),
  ...(service !== undefined && isHere(url) && { certifiedAs: service }),
});

const trimmed = (url: string): string => url.replace(/\/+$/, "");

/** A token of a service account, or name and password with a colon between: the provider takes both. */
function grafanaAuthorization(variables: Variables): Pick<Connection, "authorization" | "lacks"> {
  const variable = `TF_VAR_${signsIn.grafana}`;
  const auth = variables[variable] ?? "";
  if (auth === "") return { lacks: variable };
  return { authorization: auth.includes(":") ? basic(auth) : `Bearer ${auth}` };
}

/** User as whom we sign in to Elasticsearch and Kibana, as Terraform does. */
export const elasticUser: ElasticsearchUser = "terraform";

/** Kibana asks Elasticsearch whom it has before it. */
function elasticAuthorization(variables: Variables): Pick<Connection, "authorization" | "lacks"> {
  const variable = `TF_VAR_${signsIn.elasticsearch}`;
  const password = variables[variable] ?? "";
  return password === "" ? { lacks: variable } : { authorization: basic(`${elasticUser}:${password}`) };
}

const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString("base64")}`;
