import type { Environment } from "../environments/environment";
import { elasticsearchPort, logstashAddress } from "../environments/names";
import type { Encryption, Flow, Pods } from "./flow";
import { tcp } from "./flow";
import { fromIngress } from "./ingress";
import {
  aws,
  elasticOperator,
  elasticsearch,
  elasticsearchExporter,
  filebeat,
  kibana,
  logstash,
  logstashExporter,
} from "./parties";
import { portOf } from "./port-of";

const asUser: Encryption = { tls: "the operator's authority; user and password" };
const byNginx: Encryption = { tls: "the ingress verifies the operator's authority; user and password" };

const asksElasticsearch = (from: Pods, why: string): Flow => ({
  from,
  to: elasticsearch,
  ports: tcp(elasticsearchPort),
  why,
  encryption: asUser,
});

/** How a Beat sends lines to Logstash. It shows no certificate of its own: the policy keeps others from sending any. */
export const sendsLines = (from: Pods): Flow => ({
  from,
  to: logstash,
  ports: tcp(portOf(logstashAddress)),
  why: "lines on their way",
  encryption: { tls: "the operator's authority; the sender shows no certificate, and is known by its labels alone" },
});

/** How pods ask one of AWS' services, as the role that their token opens. */
export const asksAws = (from: Pods, why: string): Flow => ({
  from,
  to: aws,
  ports: tcp(443),
  why,
  encryption: { tls: "public authorities; the token of the service account" },
});

/** Flows of the ELK cluster, its operator and its exporters. */
export const elkFlows = ({ elk: { elasticsearch: cluster, kibana: pages, snapshots } }: Environment): Flow[] => [
  {
    from: elasticsearch,
    to: elasticsearch,
    ports: tcp(9300, elasticsearchPort),
    why: "nodes form one cluster, and say so when they leave it",
    encryption: { tls: "the operator's authority, on both sides" },
  },
  asksElasticsearch(elasticOperator, "watches over the cluster"),
  asksElasticsearch(kibana, "keeps its objects there, and shows lines"),
  asksElasticsearch(logstash, "adds lines"),
  asksElasticsearch(elasticsearchExporter, "asks how the cluster is"),
  sendsLines(filebeat),
  {
    from: logstashExporter,
    to: logstash,
    ports: tcp(9600),
    why: "asks how full the queues are",
    encryption: { tls: "the operator's authority; it tells numbers to whoever asks" },
  },
  ...fromIngress(cluster.ingress, elasticsearch, elasticsearchPort, byNginx),
  ...fromIngress(pages.ingress, kibana, 5601, byNginx),
  ...(snapshots ? [asksAws(elasticsearch, "puts snapshots into their bucket")] : []),
];
