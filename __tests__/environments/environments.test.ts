import { describe, expect, it } from "@jest/globals";
import { environmentNames, environments } from "../../environments";
import { checkEnvironment, unknownEnvironment } from "../../environments/check";
import type { ContactPoint } from "../../environments/contact-points";
import { secret, secretsOf } from "../../environments/contact-points";
import type { Environment, GrafanaSettings, MaintenanceWindow } from "../../environments/environment";
import { contactPoints, weekdays } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { staging } from "../../environments/staging";
import { printFindings } from "../../findings/print";
import { system } from "../../system";
import { ownersOf } from "../../model/system";
import { cores, days, gibibytes } from "../../units/quantities";

const teams = Object.keys(production.notifications.teams);
const idsOf = (environment: Environment, of: readonly string[] = teams) =>
  checkEnvironment(environment, of).map(({ id, where }) => `${id} ${where}`);

/** A laptop on which somebody signs certificates, the broker's too. */
const served: Environment = {
  ...local,
  certificates: { issuer: "internal" },
  brokers: production.brokers,
  grafana: { ...local.grafana, url: "https://localhost:3000" },
};
const withGrafana = (grafana: Partial<GrafanaSettings>): Environment => ({
  ...production,
  grafana: { ...production.grafana, ...grafana },
});
const withDefault = (defaultContactPoint: ContactPoint, base = production): Environment => ({
  ...base,
  notifications: { ...base.notifications, defaultContactPoint },
});
const sunday: MaintenanceWindow = {
  name: "sunday",
  weekdays: ["sunday"],
  from: "03:00",
  to: "04:00",
  location: "Europe/Berlin",
};
const withWindow = (window: Partial<MaintenanceWindow>): Environment => ({
  ...production,
  notifications: { ...production.notifications, maintenance: [{ ...sunday, ...window }] },
});

describe("the environments", () => {
  it("are known by their names, the one for a laptop first", () => {
    expect(environmentNames).toEqual(["local", "staging", "production"]);
    expect(environmentNames.map((name) => environments.get(name))).toEqual([local, staging, production]);
  });

  it.each([...environments])("of %s has no findings and delivers the alerts of every team", (_, environment) => {
    expect(printFindings(checkEnvironment(environment, ownersOf(system)), "")).toBe("");
  });

  it("name their secrets and hold none", () => {
    const names = (environment: Environment) => [
      ...new Set(contactPoints(environment).flatMap((point) => secretsOf(point).map(({ variable }) => variable))),
    ];
    expect(names(local)).toEqual([]);
    expect(names(staging)).toEqual(["slack_token"]);
    expect(names(production)).toEqual([
      "slack_token",
      "pagerduty_key_storefront",
      "pagerduty_key_platform",
      "pagerduty_key_manufacturing",
      "heartbeat_url",
    ]);
  });

  it("list each contact point once, however many routes lead to it", () => {
    expect(contactPoints(staging).map(({ name }) => name)).toEqual(["staging-alerts"]);
    expect(contactPoints(production).map(({ name }) => name)).toEqual([
      "platform-alerts",
      "storefront-on-call",
      "storefront-alerts",
      "platform-on-call",
      "sales-mail",
      "manufacturing-on-call",
      "manufacturing-alerts",
      "heartbeat",
    ]);
  });
});

describe("a finding of an environment", () => {
  it("is raised for a setting that is blank and a number that is none, wherever they stand", () => {
    const broken: Environment = {
      ...production,
      cluster: " ",
      kubernetes: { ...production.kubernetes, context: "" },
      grafana: { ...production.grafana, adminSecret: "" },
      exporter: { ...production.exporter, memory: { bytes: NaN } },
    };
    const places = checkEnvironment(broken, Object.keys(production.notifications.teams)).map(
      ({ id, where }) => `${id} at ${where}`,
    );
    expect(places).toEqual(
      expect.arrayContaining([
        "setting-blank at production.cluster",
        "setting-blank at production.kubernetes.context",
        "setting-blank at production.grafana.adminSecret",
        "setting-not-a-number at production.exporter.memory.bytes",
      ]),
    );
  });

  it("names the environments there are to whoever asks for another", () => {
    expect(printFindings([unknownEnvironment("prod", environmentNames)], "1 error")).toBe(
      [
        "error  unknown-environment  environment",
        '  there is no environment "prod".',
        "  why   sizes, addresses and contact points come from it; a guess could deploy to the wrong cluster.",
        "  fix   choose one of local, staging, production, by --environment or the variable ENVIRONMENT, or add environments/prod.ts to environments/index.ts.",
        "",
        "1 error",
      ].join("\n"),
    );
  });

  it("says in which file the environment stands", () => {
    expect(checkEnvironment(withGrafana({ url: "grafana" }), teams)).toMatchObject([
      { source: "environments/production.ts", where: "production.grafana.url" },
    ]);
  });

  const sized = (prometheus: Partial<Environment["prometheus"]>): Environment => ({
    ...production,
    prometheus: { ...production.prometheus, ...prometheus },
  });

  it.each<[string, Environment, string]>([
    ["a name with capitals", { ...local, name: "Local" }, "name-not-plain Local.name"],
    [
      "state at an absolute path",
      { ...local, backend: { kind: "local", directory: "/var/state" } },
      "state-path-absolute local.backend.directory",
    ],
    [
      "state in a home directory",
      { ...local, backend: { kind: "local", directory: "~/state" } },
      "state-path-absolute local.backend.directory",
    ],
    [
      "state in a bucket without a name",
      { ...staging, backend: { kind: "s3", bucket: " " } },
      "state-without-address staging.backend.bucket",
    ],
    [
      "state in a bucket that AWS would not make",
      { ...staging, backend: { kind: "s3", bucket: "Example_State" } },
      "state-bucket-malformed staging.backend.bucket",
    ],
    [
      "state in a bucket, and no account to make it in",
      { ...served, backend: { kind: "s3", bucket: "example-state" } },
      "state-without-account local.backend",
    ],
    ["no replica", sized({ replicas: 0 }), "size-out-of-range production.prometheus.replicas"],
    ["half a replica", sized({ replicas: 1.5 }), "size-out-of-range production.prometheus.replicas"],
    ["no CPU", sized({ cpu: cores(0) }), "size-out-of-range production.prometheus.cpu"],
    ["a memory of a few bytes", sized({ memory: { bytes: 8 } }), "size-out-of-range production.prometheus.memory"],
    ["no retention", sized({ retention: days(0) }), "retention-out-of-range production.prometheus.retention"],
    [
      "samples that leave no room on the disk",
      sized({ retentionSize: gibibytes(90) }),
      "retention-fills-disk production.prometheus.retentionSize",
    ],
    [
      "a URL without a scheme",
      withGrafana({ url: "grafana.example.com" }),
      "grafana-url-malformed production.grafana.url",
    ],
    [
      "a URL with a path",
      withGrafana({ url: "https://example.com/grafana" }),
      "grafana-url-malformed production.grafana.url",
    ],
    [
      "an ingress without TLS",
      withGrafana({ url: "http://grafana.example.com" }),
      "grafana-url-without-tls production.grafana.url",
    ],
    [
      "a Grafana that serves over TLS and is asked without",
      { ...served, grafana: local.grafana },
      "grafana-url-without-tls local.grafana.url",
    ],
    [
      "two replicas that share no database",
      { ...local, grafana: { ...local.grafana, replicas: 2 } },
      "replicas-without-database local.grafana.database",
    ],
    [
      "mail without a mail server",
      withDefault({ kind: "email", name: "a", addresses: ["a@example.com"] }, local),
      "mail-without-server local.notifications.a.addresses",
    ],
    [
      "an address with a display name",
      withDefault({ kind: "email", name: "a", addresses: ["Ops <ops@example.com>"] }),
      "contact-point-unreachable production.notifications.a.addresses",
    ],
    [
      "two addresses in one",
      withDefault({ kind: "email", name: "a", addresses: ["a@example.com,b@example.com"] }),
      "contact-point-unreachable production.notifications.a.addresses",
    ],
    [
      "no address at all",
      withDefault({ kind: "email", name: "a", addresses: [] as unknown as [string] }),
      "contact-point-unreachable production.notifications.a.addresses",
    ],
    [
      "a channel with a space",
      withDefault({ kind: "slack", name: "a", channel: "#my channel", token: secret("t") }),
      "contact-point-unreachable production.notifications.a.channel",
    ],
    [
      "a webhook without a host",
      withDefault({ kind: "webhook", name: "a", url: "https://" }),
      "contact-point-unreachable production.notifications.a.url",
    ],
    [
      "a secret's value in place of a variable's name",
      withDefault({ kind: "pagerduty", name: "a", integrationKey: secret("R0UT1NG-K3Y") }),
      "secret-not-a-variable production.notifications.a",
    ],
    [
      "a secret without a name",
      withDefault({ kind: "pagerduty", name: "a", integrationKey: secret("") }),
      "secret-not-a-variable production.notifications.a",
    ],
    [
      "two contact points of one name",
      withDefault({ kind: "email", name: "heartbeat", addresses: ["a@example.com"] }),
      "duplicate-name production.notifications.heartbeat",
    ],
    [
      "a day that no week has",
      withWindow({ weekdays: ["funday" as "sunday"] }),
      "maintenance-window-malformed production.notifications.maintenance.sunday.weekdays",
    ],
    [
      "no day",
      withWindow({ weekdays: [] as unknown as ["sunday"] }),
      "maintenance-window-malformed production.notifications.maintenance.sunday.weekdays",
    ],
    [
      "an hour that no day has",
      withWindow({ to: "25:00" }),
      "maintenance-window-malformed production.notifications.maintenance.sunday.to",
    ],
    [
      "minutes beyond midnight",
      withWindow({ to: "24:30" }),
      "maintenance-window-malformed production.notifications.maintenance.sunday.to",
    ],
    [
      "a time without a leading zero",
      withWindow({ from: "3:00" }),
      "maintenance-window-malformed production.notifications.maintenance.sunday.from",
    ],
    [
      "a window that spans midnight",
      withWindow({ from: "23:00", to: "01:00" }),
      "maintenance-window-malformed production.notifications.maintenance.sunday.to",
    ],
    [
      "a window of no length",
      withWindow({ from: "03:00", to: "03:00" }),
      "maintenance-window-malformed production.notifications.maintenance.sunday.to",
    ],
    [
      "a window that never ends",
      withWindow({ weekdays, from: "00:00", to: "24:00" }),
      "maintenance-window-malformed production.notifications.maintenance.sunday.weekdays",
    ],
    [
      "work on nothing",
      withWindow({ of: [] as unknown as ["shop-db"] }),
      "maintenance-window-malformed production.notifications.maintenance.sunday.of",
    ],
    [
      "a window without a name",
      withWindow({ name: " " }),
      "maintenance-window-malformed production.notifications.maintenance. .name",
    ],
    ...["Europe/Atlantis", "europe/berlin", "CET+1", "+01:00", ""].map((location): [string, Environment, string] => [
      `the location "${location}"`,
      withWindow({ location }),
      "maintenance-window-malformed production.notifications.maintenance.sunday.location",
    ]),
  ])("reports %s, and nothing else", (_, environment, expected) => {
    expect(idsOf(environment)).toEqual([expected]);
  });

  it("reports a team whose alerts go nowhere, and a route that no alert takes", () => {
    expect(idsOf(production, ["storefront", "sales", "manufacturing", "logistics"])).toEqual([
      "team-without-route production.notifications.teams.logistics",
      "route-without-team production.notifications.teams.platform",
    ]);
  });

  it("reports that somebody is woken where nobody would hear of alerting itself being down", () => {
    const { heartbeat, ...notifications } = production.notifications;
    expect(heartbeat).toBeDefined();
    expect(idsOf({ ...production, notifications })).toEqual([
      "pages-without-heartbeat production.notifications.heartbeat",
    ]);
  });

  it("reports two maintenance windows of one name once", () => {
    const environment = {
      ...production,
      notifications: { ...production.notifications, maintenance: [sunday, sunday, sunday] },
    };
    expect(idsOf(environment)).toEqual(["duplicate-name production.notifications.sunday"]);
  });

  it.each(["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Asia/Kolkata", "Etc/GMT+3"])(
    "accepts the location %s",
    (location) => {
      expect(idsOf(withWindow({ location, from: "00:00", to: "24:00" }))).toEqual([]);
    },
  );
});
