import { describe, expect, it } from "@jest/globals";
import type { Postgres } from "../../environments/access";
import { checkAccess } from "../../environments/check-access";
import type { Environment } from "../../environments/environment";
import { environments } from "../../environments";
import { local } from "../../environments/local";
import { staging } from "../../environments/staging";
import { system } from "../../system";
import { shopDatabase } from "../../system/shop";
import { exampleSystem } from "../model/example";

const described = { ...exampleSystem(), resources: [shopDatabase] };
const access: Postgres = {
  host: "shop-db.example.com:5432",
  name: "shop",
  user: "monitoring",
  password: { secret: "shop-db-monitoring", key: "password" },
};
const findings = (databases: Environment["databases"], base: Environment = staging) =>
  checkAccess({ ...base, databases, brokers: {} }, described).filter(({ where }) => where.includes(".databases"));

describe("access to the databases", () => {
  it.each([...environments])("has no finding in %s", (_, environment) => {
    expect(checkAccess(environment, system).filter(({ where }) => where.includes(".databases"))).toEqual([]);
  });

  it("must be there where there is AWS, and only there", () => {
    expect(findings({})).toMatchObject([
      { id: "database-without-access", severity: "error", where: "staging.databases.shop-db" },
    ]);
    expect(findings({}, local)).toEqual([]);
  });

  it("is of no use for a database that nobody described", () => {
    expect(findings({ "shop-db": access, "shop-bd": access })).toMatchObject([
      {
        id: "access-without-database",
        severity: "warning",
        where: "staging.databases.shop-bd",
        fix: "did you mean shop-db?",
      },
    ]);
  });

  it.each([
    ["without a port", "shop-db.example.com"],
    ["with a scheme", "postgresql://shop-db.example.com:5432"],
    ["with a path", "shop-db.example.com:5432/shop"],
    ["with a user", "monitoring@shop-db.example.com:5432"],
    ["with a port that is none", "shop-db.example.com:postgres"],
    ["of nothing but a port", ":5432"],
  ])("needs a host and a port: none %s", (_, host) => {
    expect(findings({ "shop-db": { ...access, host } })).toMatchObject([
      { id: "database-host-malformed", where: "staging.databases.shop-db.host", source: "environments/staging.ts" },
    ]);
  });
});
