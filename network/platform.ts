import { exporterAddress, isHttps } from "../environments/access";
import type { Environment } from "../environments/environment";
import { blackboxPort, prometheusPort } from "../environments/names";
import type { Flow, Party } from "./flow";
import { tcp, udp } from "./flow";
import { elkFlows } from "./elk";
import { grafanaFlows } from "./grafana";
import { mimirFlows } from "./mimir";
import {
  blackbox,
  dns,
  elasticOperator,
  elasticsearchExporter,
  everyPod,
  filebeat,
  jsonExporterPodPort,
  kubeletPort,
  kubeStateMetrics,
  kubernetesApi,
  logstashExporter,
  nodes,
  outside,
  prometheus,
  prometheusOperator,
  prometheusOperatorPort,
  webhookJobs,
} from "./parties";
import { byOurCertificate, scraped, scrapedInTheClear } from "./scraped";
import { portOf } from "./port-of";

/** All flows that the stack of the platform brings; those of slices come with them. */
export const platformFlows = (environment: Environment): Flow[] => [
  {
    from: everyPod,
    to: dns,
    ports: [...tcp(53), udp(53)],
    why: "names become addresses",
    encryption: { plain: "what DNS in a cluster is; who is spoken with is proven by certificates afterwards" },
  },
  ...kubernetesFlows,
  ...scrapes(environment),
  ...probing(environment),
  ...mimirFlows(environment),
  ...grafanaFlows(environment),
  ...elkFlows(environment),
];

/** EKS answers on 443; kind, and what else runs its own control plane, on 6443; minikube on 8443. */
const apiPorts = tcp(443, 6443, 8443);

const asksKubernetes = (from: Party, why: string): Flow => ({
  from,
  to: kubernetesApi,
  ports: apiPorts,
  why,
  encryption: { tls: "the authority of the cluster; the token of the service account" },
});

const webhook = (to: Party, port: number, why: string): Flow => ({
  from: kubernetesApi,
  to,
  ports: tcp(port),
  why,
  encryption: { tls: "a certificate of its own, which Kubernetes is told" },
});

const kubernetesFlows: readonly Flow[] = [
  asksKubernetes(prometheus, "finds what to scrape"),
  asksKubernetes(prometheusOperator, "makes Prometheus of its custom resources"),
  asksKubernetes(webhookJobs, "say by which certificate the webhook is known"),
  asksKubernetes(kubeStateMetrics, "counts pods and deployments"),
  asksKubernetes(elasticOperator, "makes the ELK cluster of its custom resources"),
  asksKubernetes(filebeat, "finds whose lines it reads"),
  webhook(prometheusOperator, prometheusOperatorPort, "rules are checked before they are kept"),
  webhook(elasticOperator, 9443, "custom resources are checked before they are kept"),
];

const scrapes = (environment: Environment): Flow[] => [
  scraped(
    prometheus,
    [prometheusPort, 8080],
    environment,
    "its replicas know of each other, and of what reloads their configuration",
  ),
  {
    ...scrapedInTheClear(prometheusOperator, [prometheusOperatorPort]),
    encryption: { tls: "the certificate of its webhook" },
  },
  scraped(kubeStateMetrics, [8080], environment),
  {
    ...scrapedInTheClear(nodes, [kubeletPort], "cAdvisor, in the kubelets"),
    encryption: { tls: "the token of Prometheus; a kubelet's certificate is its own, and not verified" },
  },
  scraped(nodes, [9100], environment, "the node exporter, which lives in the network of its node"),
  scraped(elasticsearchExporter, [9108], environment),
  scraped(logstashExporter, [jsonExporterPodPort], environment),
];

/** From here through the exporter of this cluster, and through those of other places. */
const probing = (environment: Environment): Flow[] => [
  ...(environment.probes.places.some(({ exporter }) => exporter === undefined)
    ? [
        // Nobody else may: it asks for whatever it is told, also within the cluster.
        scraped(blackbox, [blackboxPort], environment, "asks it to probe"),
        {
          from: blackbox,
          to: outside("services, wherever they answer"),
          ports: "any" as const,
          why: "asks as clients do",
          encryption: { tls: "as clients have it: an address that begins with https is verified" },
        },
      ]
    : []),
  ...environment.probes.places.flatMap(({ name, exporter }) =>
    exporter === undefined
      ? []
      : [
          {
            ...scrapedInTheClear(
              outside(`blackbox exporter in ${name}`),
              [portOf(exporterAddress(exporter))],
              "asks it to probe",
            ),
            encryption: isHttps(exporter)
              ? byOurCertificate
              : { plain: "numbers; whoever runs that exporter lets nobody else near it, by a tunnel or a VPC peering" },
          },
        ],
  ),
];
