import { describe, expect, it } from "@jest/globals";
import { checkEnvironment } from "../../environments/check";
import type { Environment } from "../../environments/environment";
import { production } from "../../environments/production";

const { login, ingress } = production.grafana;
const { elasticsearch } = production.elk;
if (!login || !ingress || !elasticsearch.ingress) throw new Error("production has no login, or no ingress");
const opened = elasticsearch.ingress;

const idsOf = (environment: Environment) =>
  checkEnvironment(environment, Object.keys(environment.notifications.teams)).map(({ id, where }) => `${id} ${where}`);

const withLogin = (changes: Partial<typeof login>): Environment => ({
  ...production,
  grafana: { ...production.grafana, login: { ...login, ...changes } },
});

describe("a login", () => {
  it("is without findings in production", () => {
    expect(idsOf(production)).toEqual([]);
  });

  it.each(["authUrl", "tokenUrl", "apiUrl"])("whose %s is not https is found", (field) => {
    for (const address of ["http://login.example.com", "login.example.com", "https://"])
      expect(idsOf(withLogin({ [field]: address }))).toEqual([
        `login-url-without-tls production.grafana.login.${field}`,
      ]);
  });

  it("whose group would end the expression that it stands in is found", () => {
    const groups = { ...login.groups, viewers: "all') || contains(groups[*], '" };
    expect(idsOf(withLogin({ groups }))).toEqual(["login-group-malformed production.grafana.login.groups.viewers"]);
  });

  it("may have groups with paths and ids", () => {
    for (const admins of ["/company/ops", "ops@example.com", "5c8d3a1e-0000-4000-8000-000000000000"])
      expect(idsOf(withLogin({ groups: { ...login.groups, admins } }))).toEqual([]);
  });
});

describe("a host that Grafana connects to", () => {
  const { database, mail } = production.grafana;
  if (!database || !mail) throw new Error("production has no database of Grafana's, or no mail server");

  it.each(["example.com", "example.com:0", "example.com:65536", "https://example.com:443"])(
    "is refused where no network policy could name its port: %s",
    (host) => {
      const grafana = { ...production.grafana, database: { ...database, host }, mail: { ...mail, host } };
      expect(idsOf({ ...production, grafana })).toEqual([
        "grafana-host-malformed production.grafana.database.host",
        "grafana-host-malformed production.grafana.mail.host",
      ]);
    },
  );
});

describe("an ingress", () => {
  const withElasticsearch = (changes: object): Environment => ({
    ...production,
    elk: { ...production.elk, elasticsearch: { ...elasticsearch, ingress: { ...opened, ...changes } } },
  });

  it("that lets everybody to Elasticsearch is found", () => {
    const { className, namespace, tlsSecret } = opened;
    const open = { className, namespace, tlsSecret };
    const environment = {
      ...production,
      elk: { ...production.elk, elasticsearch: { ...elasticsearch, ingress: open } },
    };
    expect(idsOf(environment)).toEqual(["elasticsearch-open production.elk.elasticsearch.ingress.allows"]);
  });

  it.each(["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "example.com/8", "10.0.0.0/8/8", "10.0.0.0/"])(
    "that lets in %s is found",
    (range) => {
      expect(idsOf(withElasticsearch({ allows: ["10.0.0.0/8", range] }))).toEqual([
        "ingress-range-malformed production.elk.elasticsearch.ingress.allows[1]",
      ]);
    },
  );

  it("may let in ranges of both kinds of addresses", () => {
    expect(idsOf(withElasticsearch({ allows: ["10.0.0.0/8", "2001:db8::/32", "192.0.2.1/32"] }))).toEqual([]);
  });
});
