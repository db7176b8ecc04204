import { cores, days, gibibytes, mebibytes } from "../units/quantities";
import type { Webhook } from "./contact-points";
import type { Environment } from "./environment";

/** Nothing need listen there; whoever wants to see notifications starts a server that prints what it receives. */
const developer: Webhook = { kind: "webhook", name: "developer", url: "http://host.docker.internal:8085/alerts" };

const developerOnly = { page: developer, ticket: developer };

/** A kind cluster on a laptop. */
export const local: Environment = {
  name: "local",
  cluster: "kind",
  region: "local",
  kubernetes: { configPath: "~/.kube/config", context: "kind-kind" },
  backend: { kind: "local", directory: "../../.." },
  needsApproval: false,
  prometheus: {
    replicas: 1,
    cpu: cores(0.2),
    memory: gibibytes(1),
    retention: days(2),
    retentionSize: gibibytes(4),
    storage: gibibytes(5),
  },
  grafana: {
    replicas: 1,
    cpu: cores(0.1),
    memory: mebibytes(512),
    url: "http://localhost:3000",
    adminSecret: "grafana-admin",
  },
  elk: {
    // One node keeps everything, once.
    elasticsearch: {
      url: "https://localhost:9200",
      hot: { replicas: 1, cpu: cores(0.5), memory: gibibytes(2), storage: gibibytes(50) },
      copies: 0,
    },
    kibana: { replicas: 1, cpu: cores(0.2), memory: gibibytes(2), url: "https://localhost:5601" },
    logstash: {
      replicas: 1,
      cpu: cores(0.2),
      memory: gibibytes(2),
      queue: gibibytes(1),
      deadLetters: mebibytes(256),
      storage: gibibytes(2),
    },
    filebeat: { cpu: cores(0.1), memory: mebibytes(256) },
    retention: { rolloverAfter: days(1), hotFor: days(2), deleteAfter: days(2) },
  },
  exporter: { replicas: 1, cpu: cores(0.1), memory: mebibytes(256) },
  // No AWS on a laptop, so neither its databases nor its buckets.
  databases: {},
  brokers: { rabbitmq: { user: "monitoring", password: { secret: "rabbitmq-monitoring", key: "password" } } },
  probes: {
    places: [{ name: "cluster" }],
    addresses: {
      "shop-api": "http://shop-api.shop.svc",
      "crm-api": "http://crm-api.crm.svc",
      "mes-api": "http://mes-api.mes.svc",
    },
  },
  notifications: {
    defaultContactPoint: developer,
    teams: {
      storefront: developerOnly,
      sales: developerOnly,
      manufacturing: developerOnly,
      platform: developerOnly,
    },
    maintenance: [],
  },
};
