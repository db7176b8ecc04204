/**
 * Folder in which a pod finds the certificate by which it is known within the cluster. It is one for all that this
 * project serves (docs/decisions/0041-tls-within-the-cluster.md), and cert-manager renews it: whoever serves by it
 * reads it again.
 */
export const tlsFolder = "/etc/monitoring-tls";

/** Paths of a pod's certificate, its key and its authority, as cert-manager names the files. */
export const tlsFiles = {
  certificate: `${tlsFolder}/tls.crt`,
  key: `${tlsFolder}/tls.key`,
  authority: `${tlsFolder}/ca.crt`,
} as const;

/**
 * Name of the file beside {@link tlsFiles} by which the exporters of Prometheus learn of them; they read it at every
 * connection.
 */
export const webConfigName = "web.yaml";

/**
 * What that file says to the exporters of Prometheus; its paths are relative to the file itself.
 * https://prometheus.io/docs/prometheus/latest/configuration/https/
 */
export const webConfig = {
  tls_server_config: { cert_file: "tls.crt", key_file: "tls.key", min_version: "TLS12" },
} as const;

/** Argument that tells an exporter of Prometheus' about TLS: in one argument, or in two, as its chart wants them. */
export const webConfigFlag = { name: "--web.config.file", value: `${tlsFolder}/${webConfigName}` } as const;
export const webConfigArgument = `${webConfigFlag.name}=${webConfigFlag.value}`;
