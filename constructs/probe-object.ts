import type { ProbePlace } from "../environments/access";
import { exporterAddress, isHttps } from "../environments/access";
import type { Environment } from "../environments/environment";
import { hostOf } from "../environments/host-and-port";
import { blackboxAddress } from "../environments/names";
import { probeInterval, probeScrapeTimeout } from "../exporters/blackbox";
import { blackbox } from "../signals/contracts/blackbox";
import { promDuration } from "../units/text";
import type { KubernetesObject } from "./kubernetes-objects";
import { keepOnly } from "./relabelling";
import { askedOverTls } from "./tls";

export interface ProbeFacts {
  /** Name of the object. */
  readonly name: string;
  readonly job: string;
  /** Name of the module in the exporter's configuration. */
  readonly module: string;
  /** Address that the exporter asks: a URL, or `host:port` where it is only asked for its certificate. */
  readonly target: string;
  readonly labels: { readonly service: string; readonly place: string };
  /** Address of the blackbox exporter that asks. @default that of this cluster */
  readonly through?: ProbePlace["exporter"];
}

/** Object by which a blackbox exporter asks for something, with the fields of prometheus-operator's definition. */
export const probeObject = (
  { name, job, module, target, labels, through }: ProbeFacts,
  environment: Pick<Environment, "certificates">,
): KubernetesObject => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "Probe",
  metadata: { name },
  spec: {
    jobName: job,
    ...exporterAsked(through, environment),
    module,
    interval: promDuration(probeInterval),
    scrapeTimeout: promDuration(probeScrapeTimeout),
    targets: { staticConfig: { static: [target], labels } },
    // Whatever else the exporter tells nobody asks for; the certificate's texts alone would be a series for each
    // renewal.
    metricRelabelings: [keepOnly(blackbox.metrics)],
  },
});

/** The scheme of an exporter stands apart from its address; what else it is asked by is the probe's own. */
function exporterAsked(exporter: string | undefined, { certificates }: Pick<Environment, "certificates">) {
  const url = exporter === undefined ? blackboxAddress : exporterAddress(exporter);
  if (exporter === undefined ? !certificates : !isHttps(exporter)) return { prober: { url } };
  const { scheme, tlsConfig } = askedOverTls(hostOf(url));
  return { prober: { url, scheme }, tlsConfig };
}
