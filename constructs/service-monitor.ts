import { scrapeInterval, scrapeTimeout } from "../environments/scrape";
import { promDuration } from "../units/text";
import type { Relabelling } from "./relabelling";
import { keepOnly, targetLabels } from "./relabelling";
import type { KubernetesObject } from "./kubernetes-objects";
import type { AskedOverTls } from "./tls";

export interface ServiceMonitorFacts {
  readonly name: string;
  /** Service whose pods are scraped. */
  readonly service: { readonly namespace: string; readonly name: string };
  /** Most samples of one scrape: one that exceeds them fails as a whole. */
  readonly sampleLimit: number;
  readonly endpoints: readonly ScrapedEndpoint[];
}

export interface ScrapedEndpoint {
  /** The name of the Service's port. */
  readonly port: string;
  /** Label `job` of the series: several endpoints of one port are told apart by it. */
  readonly job: string;
  /**
   * Name of what is asked through the pod, where that is not the pod itself: label `node` of its series, in place of
   * the pod's labels.
   * @default the pod
   */
  readonly node?: string;
  readonly path: string;
  readonly params: Readonly<Record<string, readonly string[]>>;
  /** Names of the metrics that are kept. */
  readonly keeps: readonly { readonly name: string }[];
  /** What then becomes of the labels of the metrics that are kept. @default nothing */
  readonly relabels?: readonly Relabelling[];
  /** How it is asked over TLS. @default it is asked in the clear */
  readonly tls?: AskedOverTls;
}

/**
 * A ServiceMonitor for what no chart scrapes. Series keep their own labels and those of `signals/contracts/target.ts`.
 */
export const serviceMonitor = ({ name, service, sampleLimit, endpoints }: ServiceMonitorFacts): KubernetesObject => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "ServiceMonitor",
  metadata: { name },
  spec: {
    namespaceSelector: { matchNames: [service.namespace] },
    // Every Service; which labels that one has is its owner's choice, and its name is known.
    selector: {},
    sampleLimit,
    endpoints: endpoints.map(({ port, job, node, path, params, keeps, relabels = [], tls }) => ({
      port,
      path,
      params,
      ...tls,
      interval: promDuration(scrapeInterval),
      scrapeTimeout: promDuration(scrapeTimeout),
      relabelings: [
        { action: "keep", sourceLabels: ["service"], regex: service.name },
        { targetLabel: "job", replacement: job },
        ...(node === undefined ? targetLabels : ofNode(node)),
      ] satisfies readonly Relabelling[],
      metricRelabelings: [keepOnly(keeps), ...relabels],
    })),
  },
});

const ofNode = (node: string): readonly Relabelling[] => [
  { sourceLabels: ["endpoint"], targetLabel: "port" },
  { targetLabel: "node", replacement: node },
  // Prometheus would put the address in its place.
  { targetLabel: "instance", replacement: node },
  { action: "labeldrop", regex: "namespace|service|pod|container|endpoint" },
];
