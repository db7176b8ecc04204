import { namespace, releases } from "../../environments/names";
import { ownCertificate } from "../../environments/own-certificate";
import type { Connections } from "../connections";
import type { Job } from "../job";
import type { Found, Part } from "../line";
import { parts } from "../line";
import { bad, good, warned } from "../line";
import { ownRenewal, renewal } from "../no-answers";
import { judgeQueries } from "./alert-queries";
import { instantQuery } from "./query";

const day = 86_400_000;

/**
 * Judges a certificate that is good for `left` milliseconds: under 7 days is bad, under 21 a warning. Whoever renews by
 * themselves, does so before: our ECK operator a month, cert-manager a third of the certificate's life.
 */
export function judgeCertificate(subject: string, left: number, renew: string): Found {
  const days = Math.floor(left / day);
  const what = days < 0 ? "its certificate has expired." : `its certificate is good for ${days} more days.`;
  if (days < 7) return bad(subject, what, renew);
  return days < 21 ? warned(subject, what, renew) : good(subject, what);
}

/** What was found of the certificates that the programs showed while they were asked. */
export const shownCertificates = (
  certificates: ReadonlyMap<Part, number>,
  connections: Connections,
  now: number,
): { readonly part: Part; readonly found: Found }[] =>
  parts.flatMap((part) => {
    const until = certificates.get(part);
    if (until === undefined) return [];
    const connection = connections[part];
    return [{ part, found: judgeCertificate(connection.shown, until - now, renewal(part, connection)) }];
  });

/**
 * Check of the certificates that probes see: of the services, and of the monitoring itself. @param expected names that
 * have to be among them
 */
export const probedCertificates = (expected: readonly string[]): Job => ({
  part: "Prometheus",
  check: "certificates seen by probes",
  subjects: ["probes"],
  run: async (ask) => {
    const answer = await ask(instantQuery("min by (service) (probe_ssl_earliest_cert_expiry) - time()"));
    if ("error" in answer) return [judgeQueries("probes", [{ refId: "A" }], [answer])];
    const seen = answer.series.map(({ labels, value }) => ({ name: labels.service ?? "", left: value * 1000 }));
    return [
      ...seen.map(({ name, left }) => judgeCertificate(name, left, renewalOf(name))),
      ...expected.filter((name) => seen.every((one) => one.name !== name)).map(unseen),
    ];
  },
});

const renewalOf = (name: string): string =>
  name === ownCertificate.name
    ? `${ownRenewal} docs/runbooks/platform-certificate.md`
    : "docs/runbooks/certificate-expires.md; if cert-manager renews it: kubectl get certificate --all-namespaces";

const unseen = (name: string): Found =>
  warned(
    name,
    "no probe sees its certificate.",
    `kubectl -n ${namespace} get probes, and the pods of ${releases.blackbox}; docs/runbooks/platform-targets-down.md`,
  );
