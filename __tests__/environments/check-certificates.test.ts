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

describe("who is asked", () => {
  const access = { user: "monitoring", password: { secret: "rabbitmq-monitoring", key: "password" } };
  const brokers = { plain: access, rabbitmq: { ...access, tls: true } } as const;
  const secured: ProbePlace = { name: "ohio", exporter: "https://blackbox.example.com:9115" };
  const probes = { ...local.probes, places: [{ name: "cluster" }, elsewhere, secured] } as const;

  it("over TLS cannot be verified where nobody signs certificates", () => {
    expect(found({ ...local, brokers, probes })).toEqual([
      "error tls-without-authority at brokers.rabbitmq.tls",
      "error tls-without-authority at probes.places[2].exporter",
    ]);
  });

  it("in the clear is heard by others where somebody does: a broker by a password, an exporter elsewhere", () => {
    expect(found({ ...production, brokers, probes })).toEqual([
      "warning broker-in-the-clear at brokers.plain.tls",
      "warning prober-in-the-clear at probes.places[1].exporter",
    ]);
  });
});
