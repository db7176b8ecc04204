import { cores, days, gibibytes, mebibytes } from "../units/quantities";
import { secret } from "./contact-points";
import type { Slack } from "./contact-points";
import type { Environment } from "./environment";

/** Staging wakes nobody: pages and tickets alike are messages in a channel. */
const channel: Slack = {
  kind: "slack",
  name: "staging-alerts",
  channel: "#staging-alerts",
  token: secret("slack_token"),
};

const channelOnly = { page: channel, ticket: channel };

const nginx = { className: "nginx", namespace: "ingress-nginx" };

/** As production in everything but size: what breaks there should break here first. */
export const staging: Environment = {
  name: "staging",
  cluster: "shop-staging",
  region: "eu-central-1",
  kubernetes: { configPath: "~/.kube/config", context: "shop-staging" },
  backend: { kind: "s3", bucket: "example-shop-staging-monitoring-state" },
  needsApproval: false,
  certificates: { issuer: "internal" },
  prometheus: {
    replicas: 1,
    cpu: cores(0.5),
    memory: gibibytes(3),
    retention: days(7),
    retentionSize: gibibytes(20),
    storage: gibibytes(25),
    storageClass: "gp3",
  },
  grafana: {
    replicas: 1,
    cpu: cores(0.2),
    memory: mebibytes(768),
    url: "https://grafana.staging.example.com",
    adminSecret: "grafana-admin",
    ingress: { ...nginx, tlsSecret: "grafana-tls" },
    login: {
      issuer: "Example",
      clientId: "grafana-staging",
      clientSecret: { secret: "grafana-login", key: "client-secret" },
      authUrl: "https://login.example.com/oauth2/authorize",
      tokenUrl: "https://login.example.com/oauth2/token",
      apiUrl: "https://login.example.com/oauth2/userinfo",
      groups: { admins: "monitoring-admins", viewers: "engineering" },
    },
    database: {
      host: "grafana-db.c1a2b3c4d5e6.eu-central-1.rds.amazonaws.com:5432",
      name: "grafana",
      user: "grafana",
      password: { secret: "grafana-database", key: "password" },
    },
  },
  elk: {
    elasticsearch: {
      url: "https://elasticsearch.staging.example.com",
      ingress: { ...nginx, tlsSecret: "elasticsearch-tls", allows: ["10.0.0.0/8"] },
      hot: {
        replicas: 3,
        cpu: cores(1),
        memory: gibibytes(4),
        storage: gibibytes(150),
        storageClass: "gp3",
      },
      copies: 1,
    },
    kibana: {
      replicas: 1,
      cpu: cores(0.5),
      memory: gibibytes(2),
      url: "https://kibana.staging.example.com",
      ingress: { ...nginx, tlsSecret: "kibana-tls" },
    },
    logstash: {
      replicas: 1,
      cpu: cores(0.5),
      memory: gibibytes(2),
      queue: gibibytes(4),
      deadLetters: gibibytes(1),
      storage: gibibytes(8),
      storageClass: "gp3",
    },
    filebeat: { cpu: cores(0.1), memory: mebibytes(256) },
    retention: { rolloverAfter: days(1), hotFor: days(7), deleteAfter: days(7) },
    snapshots: { bucket: "example-shop-staging-log-snapshots", keepFor: days(14) },
  },
  exporter: { replicas: 1, cpu: cores(0.1), memory: mebibytes(512) },
  aws: {
    accountId: "111111111111",
    region: "eu-central-1",
    oidcProvider: "oidc.eks.eu-central-1.amazonaws.com/id/11111111111111111111111111111111",
  },
  databases: {
    "shop-db": {
      host: "shop-db.c1a2b3c4d5e6.eu-central-1.rds.amazonaws.com:5432",
      name: "shop",
      user: "monitoring",
      password: { secret: "shop-db-monitoring", key: "password" },
    },
  },
  brokers: {
    rabbitmq: { user: "monitoring", password: { secret: "rabbitmq-monitoring", key: "password" }, tls: true },
  },
  probes: {
    places: [{ name: "cluster" }, { name: "ireland", exporter: "https://blackbox.eu-west-1.example.internal:9115" }],
    addresses: {
      "shop-api": "https://shop.staging.example.com",
      "crm-api": "https://crm.staging.example.com",
      "mes-api": "https://mes.staging.example.com",
    },
  },
  notifications: {
    defaultContactPoint: channel,
    teams: { storefront: channelOnly, sales: channelOnly, manufacturing: channelOnly, platform: channelOnly },
    maintenance: [],
  },
};
