import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error, errorUnless, within } from "../findings/finding";
import { checkPlainName } from "../model/plain-name";
import { kubernetesBytes } from "../units/text";
import { checkBackend } from "./check-backend";
import { checkCertificates } from "./check-certificates";
import { checkElk } from "./check-elk";
import { checkIngress } from "./check-ingress";
import { checkLogin } from "./check-login";
import { checkLongTerm } from "./check-long-term";
import { checkNotifications } from "./check-notifications";
import { checkSettings } from "./check-settings";
import { checkSize } from "./check-size";
import type { Environment, PrometheusSize } from "./environment";
import { isHostAndPort } from "./host-and-port";

/** All that is wrong with an environment; `teams` are the names of the teams whose alerts it has to deliver. */
export function checkEnvironment(environment: Environment, teams: readonly string[]): Finding[] {
  const { name, cluster, region, kubernetes, prometheus, grafana, elk, exporter } = environment;
  const { aws = {}, certificates = {}, databases, brokers, probes } = environment;
  const findings = [
    ...checkPlainName("name", name),
    ...checkSettings({
      cluster,
      region,
      kubernetes,
      certificates,
      prometheus,
      grafana,
      elk,
      exporter,
      aws,
      databases,
      brokers,
      probes,
    }),
    ...within("backend", checkBackend(environment)),
    ...checkCertificates(environment),
    ...within("prometheus", [
      ...checkSize(prometheus),
      ...checkRetention(prometheus),
      ...within("longTerm", checkLongTerm(environment)),
    ]),
    ...within("grafana", [...checkSize(grafana), ...checkGrafana(environment)]),
    ...within("elk", checkElk(environment)),
    ...within("exporter", checkSize(exporter)),
    ...within("notifications", checkNotifications(environment, teams)),
  ];
  return within(name, findings).map((finding) => ({ ...finding, source: `environments/${name}.ts` }));
}

/** Finding of a name that was asked for and that no environment has. */
export const unknownEnvironment = (name: string, names: readonly string[]): Finding =>
  error({
    id: "unknown-environment",
    where: "environment",
    what: `there is no environment "${name}".`,
    why: "sizes, addresses and contact points come from it; a guess could deploy to the wrong cluster.",
    fix: `choose one of ${names.join(", ")}, by --environment or the variable ENVIRONMENT, or add environments/${name}.ts to environments/index.ts.`,
  });

const checkRetention = ({ retention, retentionSize, storage }: PrometheusSize): Finding[] => [
  ...errorUnless(retention.milliseconds > 0, {
    id: "retention-out-of-range",
    where: "retention",
    what: `${retention.milliseconds} ms keeps nothing.`,
    why: "Prometheus reads 0 as its default of 15 days.",
    fix: "retention: days(15)",
  }),
  ...errorUnless(retentionSize.bytes <= 0.85 * storage.bytes, {
    id: "retention-fills-disk",
    where: "retentionSize",
    what: `${kubernetesBytes(retentionSize)} of samples are more than 85 % of the volume of ${kubernetesBytes(storage)}.`,
    why: "the write-ahead log and compaction need room too; on a full disk Prometheus stops, and with it every alert.",
    fix: `retentionSize: ${kubernetesBytes({ bytes: Math.floor(0.8 * storage.bytes) })} at most, or more storage.`,
  }),
];

const checkGrafana = ({
  certificates,
  grafana: { url, ingress, replicas, database, mail, login },
}: Environment): Finding[] => [
  ...checkUrl(url, (ingress ?? certificates) !== undefined),
  ...(ingress ? checkIngress(ingress) : []),
  ...(login ? within("login", checkLogin(login)) : []),
  ...(database ? within("database", checkHost(database.host)) : []),
  ...(mail ? within("mail", checkHost(mail.host)) : []),
  ...errorUnless(replicas <= 1 || database !== undefined, {
    id: "replicas-without-database",
    where: "database",
    what: `${replicas} replicas share no database.`,
    why: "each would keep dashboards, users and alert states of its own in SQLite, and show whichever it has.",
    fix: "name a PostgreSQL database, or run one replica.",
  }),
];

const checkHost = (host: string): Finding[] =>
  errorUnless(isHostAndPort(host), {
    id: "grafana-host-malformed",
    where: "host",
    what: `"${clip(host)}" is not a host and a port.`,
    why: "network policies let Grafana out through this port: Kubernetes refuses all of them where it is none.",
    fix: 'host: "smtp.example.com:587"',
  });

function checkUrl(url: string, isEncrypted: boolean): Finding[] {
  if (!/^https?:\/\/[^/\s?#]+$/.test(url) || !URL.canParse(url))
    return [
      error({
        id: "grafana-url-malformed",
        where: "url",
        what: `"${url}" is not a scheme and a host.`,
        why: "links in notifications start with it, and the ingress serves its host; Grafana is not served below a path here.",
        fix: 'url: "https://grafana.example.com"',
      }),
    ];
  return errorUnless(!isEncrypted || url.startsWith("https://"), {
    id: "grafana-url-without-tls",
    where: "url",
    what: `"${url}" is not https, although an ingress serves it, or Grafana itself by the environment's certificates.`,
    why: "passwords and session cookies would cross the network in the clear; without an ingress, nobody would be answered.",
    fix: `url: "${url.replace(/^http:/, "https:")}"`,
  });
}
