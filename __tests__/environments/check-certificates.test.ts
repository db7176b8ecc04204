import { describe, expect, it } from "@jest/globals";
import { environments } from "../../environments";
import type { ProbePlace } from "../../environments/access";
import { checkEnvironment } from "../../environments/check";
import { checkCertificates } from "../../environments/check-certificates";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { ownersOf } from "../../model/system";
import { system } from "../../system";
import { inTheClear } from "../support/in-the-clear";

const found = (environment: Environment) =>
  checkCertificates(environment).map(({ severity, id, where }) => `${severity} ${id} at ${where}`);

const elsewhere: ProbePlace = { name: "ireland", exporter: "blackbox.example.com:9115" };

describe("the certificates of an environment", () => {
  it.each([...environments])("have no findings: %s", (_, environment) => {
    expect(found(environment)).toEqual([]);
  });

  it("are missed where others work with what is deployed, and not on a laptop", () => {
    const { brokers, probes } = local;
    expect(found(inTheClear({ ...production, brokers, probes }))).toEqual([
      "warning cluster-in-the-clear at certificates",
    ]);
    expect(found(inTheClear({ ...local, backend: production.backend }))).toEqual([
      "warning cluster-in-the-clear at certificates",
    ]);
  });

  it("name who signs: without a name nobody does", () => {
    const nobody = { ...production, certificates: { issuer: " " } };
    expect(checkEnvironment(nobody, ownersOf(system)).map(({ id, where }) => `${id} at ${where}`)).toEqual([
      "setting-blank at production.certificates.issuer",
    ]);
  });

  it("are found by their field and file among all else", () => {
    const { brokers, probes } = local;
    expect(checkEnvironment(inTheClear({ ...production, brokers, probes }), ownersOf(system))).toMatchObject([
      { id: "cluster-in-the-clear", where: "production.certificates", source: "environments/production.ts" },
    ]);
  });
});

describe("who is asked over TLS, where nobody signs certificates,", () => {
  const { user, password } = { user: "monitoring", password: { secret: "rabbitmq-monitoring", key: "password" } };

  it("cannot be verified: a broker", () => {
    const brokers = { plain: { user, password }, rabbitmq: { user, password, tls: true } } as const;
    expect(found({ ...local, brokers })).toEqual(["error tls-without-authority at brokers.rabbitmq.tls"]);
    expect(found({ ...local, brokers, certificates: { issuer: "internal" } })).toEqual([]);
  });

  it("cannot be verified: an exporter elsewhere", () => {
    const secured = { name: "ohio", exporter: "https://blackbox.example.com:9115" };
    const probes = { ...local.probes, places: [{ name: "cluster" }, elsewhere, secured] } as const;
    expect(found({ ...local, probes })).toEqual(["error tls-without-authority at probes.places[2].exporter"]);
    expect(found({ ...local, probes, certificates: { issuer: "internal" } })).toEqual([]);
  });
});
