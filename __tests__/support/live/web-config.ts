import { basename } from "node:path";
import type { KubePrometheusStackValues } from "../../../constructs/chart-values/kube-prometheus-stack";
import { tlsSecret } from "../../../environments/names";
import { tlsFolder } from "../../../exporters/tls";

/** Of Prometheus' custom resource. */
type Web = NonNullable<KubePrometheusStackValues["prometheus"]["prometheusSpec"]["web"]>;

/**
 * The file that prometheus-operator makes of it (pkg/webconfig, 0.93), for Prometheus and for what reloads its
 * configuration. The operator mounts the whole Secret twice, for the certificate and for the key, in folders of its
 * own: here both are the one of the namespace.
 */
export function webConfigOf({ tlsConfig: { cert, keySecret, minVersion, ...others } }: Web) {
  const unknown = Object.keys(others);
  if (unknown.length > 0) throw new Error(`no emulation of ${unknown.join(", ")}; add it to ${basename(__filename)}`);
  return {
    tls_server_config: { cert_file: mounted(cert.secret), key_file: mounted(keySecret), min_version: minVersion },
  };
}

function mounted({ name, key }: { readonly name: string; readonly key: string }): string {
  if (name !== tlsSecret) throw new Error(`nobody here makes a Secret ${name}`);
  return `${tlsFolder}/${key}`;
}
