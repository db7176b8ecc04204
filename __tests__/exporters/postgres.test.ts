import { describe, expect, it } from "@jest/globals";
import { rulesOf } from "../../alerts/levels";
import { databaseAlerts } from "../../alerts/use/database";
import { scrapeTimeout } from "../../environments/scrape";
import { liveness, postgresArguments, postgresSource } from "../../exporters/postgres";
import { shopApi, shopDatabase } from "../../system/shop";
import { inSeconds } from "../../units/quantities";

const access = {
  host: "shop-db.example.com:6432",
  name: "shop data",
  user: "monitoring",
  password: { secret: "shop-db-monitoring", key: "password" },
};

describe("the PostgreSQL exporter's configuration", () => {
  it("names host and port apart, as the chart wants them, and a database of any name", () => {
    expect(postgresSource(access)).toMatchObject({
      host: "shop-db.example.com",
      port: "6432",
      database: "shop%20data",
    });
  });

  it("believes no other host than the one that is meant", () => {
    const { sslmode, parameters } = postgresSource(access);
    expect(sslmode).toBe("verify-full");
    expect(new URLSearchParams(parameters).get("sslrootcert")).toBe("/etc/rds/global-bundle.pem");
  });

  it("gives up before the scrape does, in the exporter and in the database", () => {
    const parameters = new URLSearchParams(postgresSource(access).parameters);
    expect(Number(parameters.get("statement_timeout"))).toBeLessThan(scrapeTimeout.milliseconds);
    expect(postgresArguments).toContain("--collection-timeout=5s");
  });

  it("says that nobody answers also to two who ask at once: it tries for one after the other, and waits a second", () => {
    const connecting = Number(new URLSearchParams(postgresSource(access).parameters).get("connect_timeout"));
    expect(2 * (connecting + 1)).toBeLessThan(inSeconds(scrapeTimeout));
  });

  it("that hangs is started anew before anybody is told that it is absent, and in time for its news", () => {
    const noticed = liveness.failures * inSeconds(liveness.period) + inSeconds(liveness.timeout);
    const targets = {
      postgres: { job: "use-shop-db-postgres", port: "http" },
      cloudwatch: { job: "use-shop-db-cloudwatch", port: "http" },
    };
    const { reachable, exporterAbsent } = databaseAlerts(shopDatabase, targets, [shopApi]);
    const told = Math.min(...rulesOf([reachable]).map(({ pendingFor }) => inSeconds(pendingFor)));
    expect(noticed + told).toBeLessThan(inSeconds(exporterAbsent.pendingFor));
  });

  it("exports no text of a statement", () => {
    expect(postgresArguments.filter((argument) => argument.includes("include_query"))).toEqual([]);
  });
});
