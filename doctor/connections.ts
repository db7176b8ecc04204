import { datasources, elkName, grafanaHost, namespace, prometheusHost } from "../environments/names";
import type { Environment } from "../environments/environment";
import { signsIn } from "../environments/secrets";
import type { Part } from "./line";

/** How a program is reached. */
export interface Connection {
  /** Without a slash at its end. */
  readonly url: string;
  /** What people call the address: it holds no secret. */
  readonly shown: string;
  /** The address behind `kubectl port-forward`. */
  readonly forwarded: string;
  /** The header `Authorization`. @default none is needed */
  readonly authorization?: string;
  /** Through which other program: what keeps us from asking that one is told of it alone. */
  readonly via?: Part;
  /** The variable that would say it, and is not set. */
  readonly lacks?: string;
  /**
   * Whose certificate is shown there. Behind a port-forward it is that of the Service, which it is held to: an address
   * of this machine stands in none. @default the host of the address
   */
  readonly certifiedAs?: string;
}

export type Connections = Readonly<Record<Part, Connection>>;

/** Addresses from the command line, in place of those of the environment. */
export type Addresses = Readonly<Partial<Record<Part, string>>>;

type Variables = Readonly<Record<string, string | undefined>>;

/** @param variables as the process has them: credentials come as they do to Terraform */
export function connectionsOf(
  { certificates, grafana, elk }: Pick<Environment, "certificates" | "grafana" | "elk">,
  addresses: Addresses,
  variables: Variables,
): Connections {
  const scheme = certificates ? "https" : "http";
  const toGrafana = {
    ...at(addresses.Grafana ?? grafana.url, certificates && grafanaHost),
    forwarded: `${scheme}://localhost:3000`,
    ...grafanaAuthorization(variables),
  };
  const toPrometheus = { forwarded: `${scheme}://localhost:9090` };
  const elastic = (url: string, service: string, port: number): Connection => ({
    ...at(url, `${elkName}-${service}-http.${namespace}.svc`),
    forwarded: `https://localhost:${port}`,
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
    Elasticsearch: elastic(addresses.Elasticsearch ?? elk.elasticsearch.url, "es", 9200),
    Kibana: elastic(addresses.Kibana ?? elk.kibana.url, "kb", 5601),
  };
}

/** @param service whose certificate is shown behind a port-forward; none where nothing is encrypted there */
const at = (url: string, service: string | undefined): Pick<Connection, "url" | "shown" | "certifiedAs"> => ({
  url: trimmed(url),
  shown: trimmed(url),
  ...(service !== undefined && isHere(url) && { certifiedAs: service }),
});

const trimmed = (url: string): string => url.replace(/\/+$/, "");

const isHere = (url: string): boolean =>
  ["localhost", "127.0.0.1", "[::1]"].includes(URL.canParse(url) ? new URL(url).hostname : "");

/** A token of a service account, or name and password with a colon between: the provider takes both. */
function grafanaAuthorization(variables: Variables): Pick<Connection, "authorization" | "lacks"> {
  const variable = `TF_VAR_${signsIn.grafana}`;
  const auth = variables[variable] ?? "";
  if (auth === "") return { lacks: variable };
  return { authorization: auth.includes(":") ? basic(auth) : `Bearer ${auth}` };
}

/** Kibana asks Elasticsearch whom it has before it. */
function elasticAuthorization(variables: Variables): Pick<Connection, "authorization" | "lacks"> {
  const variable = `TF_VAR_${signsIn.elasticsearch}`;
  const password = variables[variable] ?? "";
  return password === "" ? { lacks: variable } : { authorization: basic(`terraform:${password}`) };
}

const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString("base64")}`;
