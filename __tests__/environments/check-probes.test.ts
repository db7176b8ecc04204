import { describe, expect, it } from "@jest/globals";
import { environments } from "../../environments";
import type { ProbePlace, ProbeSettings } from "../../environments/access";
import { checkAccess } from "../../environments/check-access";
import { checkProbes } from "../../environments/check-probes";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { printFindings } from "../../findings/print";
import { system } from "../../system";
import { exampleService, exampleSystem } from "../model/example";
import { inTheClear } from "../support/in-the-clear";

const example = exampleSystem(exampleService());
const cluster: ProbePlace = { name: "cluster" };
const ireland: ProbePlace = { name: "ireland", exporter: "blackbox.example.com:9115" };

const placesOf = (probes: Partial<ProbeSettings>, environment: Environment = production) =>
  checkProbes(
    {
      ...environment,
      probes: { places: [cluster, ireland], addresses: { "example-api": "https://example.com" }, ...probes },
    },
    example,
  ).map(({ severity, id, where }) => `${severity} ${id} at ${where}`);

const fromPlaces = (...places: ProbePlace[]) => placesOf({ places: places as unknown as ProbeSettings["places"] });
const under = (address: string, environment?: Environment) =>
  placesOf({ addresses: { "example-api": address } }, environment);

describe("the probes of an environment", () => {
  it.each([...environments])("have no findings: %s", (_, environment) => {
    expect(printFindings(checkProbes(environment, system), "")).toBe("");
  });

  it("are checked where what is described and what is reachable meet, and the file is named", () => {
    const silent = { ...production, probes: { ...production.probes, addresses: {} } };
    expect(checkAccess(silent, exampleSystem(exampleService()))).toContainEqual(
      expect.objectContaining({
        id: "service-without-address",
        where: "production.probes.addresses.example-api",
        source: "environments/production.ts",
        fix: '"example-api": "https://example-api.example.com"',
      }),
    );
  });
});

describe("the places to ask from", () => {
  it("are one at least, and two where the public reaches the services", () => {
    const alone = ["warning probe-single-place at probes.places"];
    expect(fromPlaces()).toEqual(["error probe-without-place at probes.places"]);
    expect([cluster, ireland].map((place) => placesOf({ places: [place] }, inTheClear(production)))).toEqual([
      alone,
      alone,
    ]);
    expect(placesOf({ places: [cluster], addresses: { "example-api": "http://example-api.example" } }, local)).toEqual(
      [],
    );
  });

  it("are one in this cluster, where its own certificate has to be asked for", () => {
    const unwatched = ["warning certificate-unwatched at probes.places"];
    const elsewhere: ProbePlace = { name: "oregon", exporter: "a:1" };
    expect(fromPlaces(ireland, elsewhere)).toEqual(unwatched);
    expect(fromPlaces(ireland, cluster)).toEqual([]);
    expect(placesOf({ places: [ireland, elsewhere] }, inTheClear(production))).toEqual([]);
  });

  it("have plain names, each its own: they become the label `place`", () => {
    expect(fromPlaces(cluster, { name: "Ireland 1", exporter: "a:1" })).toEqual([
      "error name-not-plain at probes.places[1].name",
    ]);
    expect(fromPlaces(cluster, { ...ireland, name: "cluster" })).toEqual([
      "error probe-place-twice at probes.places[1].name",
    ]);
  });

  it("have exporters of their own: two eyes of one head are no two witnesses", () => {
    expect(fromPlaces(cluster, { name: "inside" })).toEqual(["error probe-place-twice at probes.places[1].exporter"]);
    expect(fromPlaces(cluster, ireland, { ...ireland, name: "dublin" })).toEqual([
      "error probe-place-twice at probes.places[2].exporter",
    ]);
  });

  it.each(["blackbox.example.com:9115", "https://blackbox.example.com:9115"])("may be reached by %s", (exporter) => {
    expect(fromPlaces(cluster, { name: "ireland", exporter })).toEqual([]);
  });

  it.each([
    "blackbox.example.com",
    "http://blackbox.example.com:9115",
    "blackbox.example.com:9115/probe",
    ":9115",
    "",
    "https://",
    "https://blackbox.example.com",
    "https://blackbox.example.com:9115/probe",
    "https://https://blackbox.example.com:9115",
    "HTTPS://blackbox.example.com:9115",
  ])("are reached by host and port, with or without https, and not by %j", (exporter) => {
    expect(fromPlaces(cluster, { name: "ireland", exporter })).toEqual([
      "error probe-exporter-malformed at probes.places[1].exporter",
    ]);
  });
});

describe("the addresses that are asked", () => {
  const malformed = ["error probe-address-malformed at probes.addresses.example-api"];

  it.each(["https://example.com", "https://example.com:8443", "https://[2001:db8::1]"])("may be %s", (address) => {
    expect(under(address)).toEqual([]);
  });

  it.each([
    "example.com",
    "ftp://example.com",
    "https://example.com/",
    "https://example.com/api",
    "https://example.com?x=1",
    "https://user@example.com",
    "https://exa mple.com",
    "https://",
    "https://example.com:99999",
    "",
  ])("are a scheme and a host, and not %j", (address) => {
    expect(under(address)).toEqual(malformed);
  });

  it("are https where the environment has an ingress: a warning, for the probe still asks", () => {
    expect(under("http://example.com")).toEqual(["warning probe-address-without-tls at probes.addresses.example-api"]);
    expect(under("http://example-api.example.svc", local)).toEqual([]);
  });

  it("belong to services, and a name that is misspelled is told", () => {
    const addresses = { "example-api": "https://example.com", "exmaple-api": "https://example.com" };
    expect(placesOf({ addresses })).toEqual(["warning address-without-service at probes.addresses.exmaple-api"]);
    const [finding] = checkProbes({ ...local, probes: { places: [cluster], addresses } }, example);
    expect(finding?.fix).toBe("did you mean example-api?");
  });
});
