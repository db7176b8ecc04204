import type { Finding } from "../findings/finding";
import { error, warning, within } from "../findings/finding";
import { isHttps } from "./access";
import type { Environment } from "./environment";

/** Whether what crosses the network of the cluster is encrypted, and whoever is asked over TLS can be verified. */
export const checkCertificates = ({ certificates, backend, brokers, probes }: Environment): Finding[] => {
  const hasAuthority = certificates !== undefined;
  const judge = (where: string, isEncrypted: boolean, plain: (where: string) => Finding): Finding[] => {
    if (isEncrypted === hasAuthority) return [];
    return [isEncrypted ? unverified(where) : plain(where)];
  };
  return [
    ...(backend.kind === "s3" && !hasAuthority ? [inTheClear] : []),
    ...within(
      "brokers",
      Object.entries(brokers).flatMap(([name, { tls }]) => judge(`${name}.tls`, tls === true, plainBroker)),
    ),
    ...within(
      "probes.places",
      probes.places.flatMap(({ exporter }, at) =>
        exporter === undefined ? [] : judge(`[${at}].exporter`, isHttps(exporter), plainProber),
      ),
    ),
  ];
};

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

const plainBroker = (where: string): Finding =>
  warning({
    id: "broker-in-the-clear",
    where,
    what: "it is asked in the clear, in an environment with certificates.",
    why: "the password for its management API can be read on the network of the nodes.",
    fix: "tls: true, once it serves by the same authority: docs/rabbitmq.md",
  });

const plainProber = (where: string): Finding =>
  warning({
    id: "prober-in-the-clear",
    where,
    what: "it is asked in the clear, in an environment with certificates.",
    why: "whoever is on the way can read and change what it says of services: an outage that they hide wakes nobody.",
    fix: "https:// before its host and port, once it has a certificate of the same authority.",
  });
