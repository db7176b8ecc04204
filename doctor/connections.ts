import { datasources, elkName, namespace } from "../environments/names";
import type { Environment } from "../environments/environment";
import { signsIn } from "../environments/secrets";
import type { Part } from "./line";

/** How a program is reached. */
export interface Connection {
  /** Without a slash at its end. */
  readonly url: string;
  /** What people call the address: it holds no secret. */
  readonly shown: string;
  /** The header `Authorization`. @default none is needed */
  readonly authorization?: string;
  /** Through which other program: what keeps us from asking that one is told of it alone. */
  readonly via?: Part;
  /** The variable that would say it, and is not set. */
  readonly lacks?: string;
  /**
   * Whose certificate is shown there. Behind a port-forward the operator's certificate is that of the Service, which it is
   * held to: an address of this machine stands in none. @default the host of the address
   */
  readonly certifiedAs?: string;
}

export type Connections = Readonly<Record<Part, Connection>>;

/** Addresses from the command line, in place of those of the environment. */
export type Addresses = Readonly<Partial<Record<Part, string>>>;

type Variables = Readonly<Record<string, string | undefined>>;

/** @param variables as the process has them: credentials come as they do to Terraform */
export function connectionsOf(
  { grafana, elk }: Pick<Environment, "grafana" | "elk">,
  addresses: Addresses,
  variables: Variables,
): Connections {
  const grafanaUrl = trimmed(addresses.Grafana ?? grafana.url);
  const toGrafana = { url: grafanaUrl, shown: grafanaUrl, ...grafanaAuthorization(variables) };
  const elastic = (url: string, service: string): Connection => ({
    url: trimmed(url),
    shown: trimmed(url),
    ...elasticAuthorization(variables),
    ...(isHere(url) && { certifiedAs: `${elkName}-${service}-http.${namespace}.svc` }),
  });
  return {
    // It has no ingress, and no login: whoever may ask Grafana may ask it through Grafana.
    Prometheus: addresses.Prometheus
      ? { url: trimmed(addresses.Prometheus), shown: trimmed(addresses.Prometheus) }
      : {
          ...toGrafana,
          url: `${grafanaUrl}/api/datasources/proxy/uid/${datasources.prometheus}`,
          shown: `Prometheus behind ${grafanaUrl}`,
          via: "Grafana",
        },
    Grafana: toGrafana,
    Elasticsearch: elastic(addresses.Elasticsearch ?? elk.elasticsearch.url, "es"),
    Kibana: elastic(addresses.Kibana ?? elk.kibana.url, "kb"),
  };
}

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
