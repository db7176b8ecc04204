import { namespace, tlsSecret } from "../../environments/names";
import { ownCertificate } from "../../environments/own-certificate";
import type { Levels } from "../../model/levels";
import { platform } from "../../signals/platform";
import type { AlertRule } from "../alert";
import { certificateExpires, leastRemaining } from "../certificate";
import type { PlatformAlertFacts } from "./common";
import { common } from "./common";

const { job, name } = ownCertificate;

export function ownCertificateExpires(facts: PlatformAlertFacts): Levels<AlertRule> {
  const { ticket, page } = certificateExpires(
    {
      name,
      title: "The certificate of the monitoring itself",
      subject: "The certificate by which all of the monitoring serves",
      jobOf: () => job,
      places: ["here"],
    },
    {
      ...common(facts, "certificate"),
      watches: platform.certificate,
      // Without the label `service`, by which it would be told as a service's.
      value: leastRemaining(name).expr,
      firstSteps: [
        `Why was it not renewed? kubectl -n ${namespace} describe certificate ${tlsSecret}: its conditions and newest events.`,
        `Does its issuer sign? kubectl get clusterissuers; kubectl -n ${namespace} get certificaterequests`,
        "Does cert-manager run? kubectl get pods -A -l app.kubernetes.io/instance=cert-manager",
      ],
    },
  );
  // A probe that fails while its exporter answers is seen by nobody else: of it there is a ticket, and of it alone.
  const summary: AlertRule["summary"] = (...told) => `${ticket.summary(...told)} At 0 s no probe sees it any more.`;
  return { ticket: { ...ticket, summary }, page: { ...page, absent: toldByTicket } };
}

const toldByTicket = { means: "healthy", because: "what is not seen is told by the ticket, once" } as const;
