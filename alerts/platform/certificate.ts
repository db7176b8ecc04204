import { namespace, tlsSecret } from "../../environments/names";
import { ownCertificate } from "../../environments/own-certificate";
import type { Levels } from "../../model/levels";
import { platform } from "../../signals/platform";
import type { AlertRule } from "../alert";
import { certificateExpires, leastRemaining } from "../certificate";
import type { PlatformAlertFacts } from "./common";
import { common, toldByTargets } from "./common";

const { job, name } = ownCertificate;

export const ownCertificateExpires = (facts: PlatformAlertFacts): Levels<AlertRule> =>
  certificateExpires(
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
      absent: toldByTargets,
      firstSteps: [
        `Why was it not renewed? kubectl -n ${namespace} describe certificate ${tlsSecret}: its conditions and newest events.`,
        `Does its issuer sign? kubectl get clusterissuers; kubectl -n ${namespace} get certificaterequests`,
        "Does cert-manager run? kubectl get pods -A -l app.kubernetes.io/instance=cert-manager",
      ],
    },
  );
