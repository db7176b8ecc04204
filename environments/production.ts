import { cores, days, gibibytes, mebibytes } from "../units/quantities";
import { secret } from "./contact-points";
import type { ContactPoint } from "./contact-points";
import type { Environment, TeamContacts } from "./environment";

const slackToken = secret("slack_token");

/** A team with people on call: pages ring a phone, tickets are messages that can wait for the morning. */
const onCall = (team: string): TeamContacts => ({
  page: { kind: "pagerduty", name: `${team}-on-call`, integrationKey: secret(`pagerduty_key_${team}`) },
  ticket: { kind: "slack", name: `${team}-alerts`, channel: `#${team}-alerts`, token: slackToken },
});

const salesMail: ContactPoint = { kind: "email", name: "sales-mail", addresses: ["sales-systems@example.com"] };

const platform = onCall("platform");

const nginx = { className: "nginx", namespace: "ingress-nginx" };

export const production: Environment = {
  name: "production",
  cluster: "shop-production",
  region: "eu-central-1",
  kubernetes: { configPath: "~/.kube/config", context: "shop-production" },
  backend: { kind: "s3", bucket: "example-shop-production-monitoring-state" },
  needsApproval: true,
  certificates: { issuer: "internal" },
  prometheus: {
    replicas: 2,
    cpu: cores(1),
    memory: gibibytes(8),
    retention: days(30),
    retentionSize: gibibytes(80),
    storage: gibibytes(100),
    storageClass: "gp3",
  },
  grafana: {
    replicas: 2,
    cpu: cores(0.5),
    memory: gibibytes(1),
    url: "https://grafana.example.com",
    adminSecret: "grafana-admin",
    ingress: { ...nginx, tlsSecret: "grafana-tls" },
    login: {
      issuer: "Example",
      clientId: "grafana",
      clientSecret: { secret: "grafana-login", key: "client-secret" },
      authUrl: "https://login.example.com/oauth2/authorize",
      tokenUrl: "https://login.example.com/oauth2/token",
      apiUrl: "https://login.example.com/oauth2/userinfo",
      groups: { admins: "monitoring-admins", viewers: "engineering" },
    },
    database: {
      host: "grafana-db.f6e5d4c3b2a1.eu-central-1.rds.amazonaws.com:5432",
      name: "grafana",
      user: "grafana",
      password: { secret: "grafana-database", key: "password" },
    },
    mail: { host: "smtp.example.com:587", from: "grafana@example.com", secret: "grafana-mail" },
  },
  elk: {
    elasticsearch: {
      url: "https://elasticsearch.example.com",
      ingress: { ...nginx, tlsSecret: "elasticsearch-tls", allows: ["10.0.0.0/8"] },
      masters: { replicas: 3, cpu: cores(0.5), memory: gibibytes(2), storage: gibibytes(10) },
      hot: {
        replicas: 3,
        cpu: cores(2),
        memory: gibibytes(16),
        storage: gibibytes(300),
        storageClass: "gp3",
      },
      warm: {
        replicas: 3,
        cpu: cores(1),
        memory: gibibytes(8),
        storage: gibibytes(600),
        storageClass: "st1",
      },
      copies: 1,
    },
    kibana: {
      replicas: 2,
      cpu: cores(0.5),
      memory: gibibytes(2),
      url: "https://kibana.example.com",
      ingress: { ...nginx, tlsSecret: "kibana-tls" },
    },
    logstash: {
      replicas: 2,
      cpu: cores(1),
      memory: gibibytes(4),
      queue: gibibytes(16),
      deadLetters: gibibytes(2),
      storage: gibibytes(25),
      storageClass: "gp3",
    },
    filebeat: { cpu: cores(0.1), memory: mebibytes(512) },
    retention: { rolloverAfter: days(1), hotFor: days(7), deleteAfter: days(30) },
    snapshots: { bucket: "example-shop-production-log-snapshots", keepFor: days(90) },
  },
  exporter: { replicas: 2, cpu: cores(0.2), memory: mebibytes(512) },
  aws: {
    accountId: "222222222222",
    region: "eu-central-1",
    oidcProvider: "oidc.eks.eu-central-1.amazonaws.com/id/22222222222222222222222222222222",
  },
  databases: {
    "shop-db": {
      host: "shop-db.f6e5d4c3b2a1.eu-central-1.rds.amazonaws.com:5432",
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
      "shop-api": "https://shop.example.com",
      "crm-api": "https://crm.example.com",
      "mes-api": "https://mes.example.com",
    },
  },
  notifications: {
    // Nobody's alert is a mistake in this repository, and the platform team keeps it.
    defaultContactPoint: platform.ticket,
    teams: {
      storefront: onCall("storefront"),
      // Nobody is on call for the CRM at night: the platform team is paged and knows whom to ask.
      sales: { page: platform.page, ticket: salesMail },
      manufacturing: onCall("manufacturing"),
      platform,
    },
    heartbeat: { kind: "webhook", name: "heartbeat", url: secret("heartbeat_url") },
    maintenance: [
      {
        // As AWS has it, which tells these windows in UTC; failovers take about a minute.
        name: "database-maintenance",
        weekdays: ["sunday"],
        from: "02:00",
        to: "03:00",
        location: "UTC",
        of: ["shop-db"],
      },
    ],
  },
};
