import { elkName, elkPodLabels } from "../../environments/names";
import { restrictedPod } from "../pod-security";
import { overZones } from "../replicas";
import { resources } from "../resources";
import type { ElkFacts } from "./facts";
import { elasticUser, named } from "./facts";
import type { ElkIngress } from "./ingress";
import { elkIngress } from "./ingress";

/** The values in use of the chart eck-kibana. */
export interface KibanaValues {
  readonly fullnameOverride: string;
  readonly version: string;
  readonly count: number;
  readonly elasticsearchRef: { readonly name: string };
  readonly config: Readonly<Record<string, string | boolean>>;
  readonly podTemplate: { readonly spec: object };
  readonly ingress?: ElkIngress;
}

/**
 * Kibana. The operator makes its encryption keys once and keeps them in the Secret of its configuration
 * (pkg/controller/kibana, getOrCreateReusableSettings): all replicas have the same.
 */
export function kibanaValues({ environment }: ElkFacts): KibanaValues {
  const { kibana } = environment.elk;
  const { url, ingress, replicas } = kibana;
  return {
    ...named,
    count: replicas,
    elasticsearchRef: { name: elkName },
    config: {
      "server.publicBaseUrl": url,
      // It calls nobody: no usage data, no news, no registry of integrations.
      "telemetry.optIn": false,
      "telemetry.allowChangingOptInStatus": false,
      "newsfeed.enabled": false,
      "xpack.fleet.isAirGapped": true,
      // Its reports would need a template that Elasticsearch is told not to have (elasticsearch.ts).
      "xpack.reporting.enabled": false,
    },
    podTemplate: {
      spec: {
        // The operator gives it a file system that nobody writes to, and takes all capabilities; this is the rest.
        securityContext: { ...restrictedPod(elasticUser), fsGroup: elasticUser },
        ...(replicas > 1 && { topologySpreadConstraints: overZones(elkName, elkPodLabels.kibana) }),
        containers: [{ name: "kibana", resources: resources(kibana) }],
      },
    },
    ...(ingress && { ingress: elkIngress("kb", url, ingress) }),
  };
}
