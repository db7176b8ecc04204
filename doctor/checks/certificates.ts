import type { Connections } from "../connections";
import type { Job } from "../job";
import type { Found, Part } from "../line";
import { parts } from "../line";
import { bad, good, warned } from "../line";
import { renewal } from "../no-answers";
import { judgeQueries } from "./alert-queries";
import { instantQuery } from "./query";

const day = 86_400_000;

/** Whoever renews by themselves, does so before: our ECK operator a month, cert-manager a third of the certificate's life. */
export function judgeCertificate(subject: string, left: number, renew: string): Found {
  const days = Math.floor(left / day);
  const what = days < 0 ? "its certificate has expired." : `its certificate is good for ${days} more days.`;
  if (days < 7) return bad(subject, what, renew);
  return days < 21 ? warned(subject, what, renew) : good(subject, what);
}

/** Of what was asked: what it showed meanwhile. */
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

/** Of the services, by what their probes see. */
export const probedCertificates: Job = {
  part: "Prometheus",
  check: "certificates of services",
  subjects: ["probes"],
  run: async (ask) => {
    const answer = await ask(instantQuery("min by (service) (probe_ssl_earliest_cert_expiry) - time()"));
    if ("error" in answer) return [judgeQueries("probes", [{ refId: "A" }], [answer])];
    return answer.series.map(({ labels, value }) =>
      judgeCertificate(
        labels.service ?? "",
        value * 1000,
        "docs/runbooks/certificate-expires.md; if cert-manager renews it: kubectl get certificate --all-namespaces",
      ),
    );
  },
};
