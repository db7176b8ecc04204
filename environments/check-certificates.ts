import type { Finding } from "../findings/finding";
import { error, warning, within } from "../findings/finding";
import { isHttps } from "./access";
import type { Environment } from "./environment";

/** Whether what crosses the network of the cluster is encrypted, and whoever is asked over TLS can be verified. */
export const checkCertificates = ({ certificates, backend, brokers, probes }: Environment): Finding[] =>
  certificates
    ? []
    : [
        ...(backend.kind === "s3" ? [inTheClear] : []),
        ...within(
          "brokers",
          Object.entries(brokers).flatMap(([name, { tls }]) => (tls ? [unverified(`${name}.tls`)] : [])),
        ),
        ...within(
          "probes.places",
          probes.places.flatMap(({ exporter = "" }, at) => (isHttps(exporter) ? [unverified(`[${at}].exporter`)] : [])),
        ),
      ];

const inTheClear = warning({
  id: "cluster-in-the-clear",
  where: "certificates",
  what: "nobody signs certificates for what is served within the cluster.",
  why: "the cookies of Grafana, the password for RabbitMQ's management API and all spans can be read on the network of the nodes.",
  fix: 'certificates: { issuer: "…" }, a ClusterIssuer of cert-manager; docs/security.md says which.',
});

const unverified = (where: string): Finding =>
  error({
    id: "tls-without-authority",
    where,
    what: "it is asked over TLS, and no authority is named whose certificates are to be believed.",
    why: "every question would fail: the environment has no `certificates`.",
    fix: 'certificates: { issuer: "…" }, or ask it in the clear.',
  });
