import { describe, expect, it } from "@jest/globals";
import { environments } from "../../environments";
import type { BrokerAccess } from "../../environments/access";
import { checkAccess } from "../../environments/check-access";
import { checkEnvironment } from "../../environments/check";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { ownersOf } from "../../model/system";
import { system } from "../../system";
import { rabbitmq } from "../../system/messaging";
import { exampleSystem } from "../model/example";

const described = { ...exampleSystem(), resources: [rabbitmq] };
const access: BrokerAccess = { user: "monitoring", password: { secret: "rabbitmq-monitoring", key: "password" } };
const findings = (brokers: Environment["brokers"]) =>
  checkAccess({ ...local, brokers }, described).filter(({ where }) => where.includes(".brokers"));

describe("access to the brokers", () => {
  it.each([...environments])("has no finding in %s", (_, environment) => {
    expect(checkAccess(environment, system).filter(({ where }) => where.includes(".brokers"))).toEqual([]);
  });

  it("must be there for each that is described", () => {
    expect(findings({})).toMatchObject([
      {
        id: "broker-without-access",
        severity: "error",
        where: "local.brokers.rabbitmq",
        source: "environments/local.ts",
      },
    ]);
  });

  it("is of no use for a broker that nobody described", () => {
    expect(findings({ rabbitmq: access, rabitmq: access })).toMatchObject([
      {
        id: "access-without-broker",
        severity: "warning",
        where: "local.brokers.rabitmq",
        fix: "did you mean rabbitmq?",
      },
    ]);
  });

  it("names a user and a Secret", () => {
    const blank = { ...access, user: "", password: { secret: "", key: "password" } };
    const settings = checkEnvironment({ ...local, brokers: { rabbitmq: blank } }, ownersOf(system));
    expect(settings.map(({ id, where }) => `${id} at ${where}`)).toEqual([
      "setting-blank at local.brokers.rabbitmq.user",
      "setting-blank at local.brokers.rabbitmq.password.secret",
    ]);
  });
});
