import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { checkSystem } from "../../model/check";
import type { HttpService, Objectives, Route } from "../../model/http-service";
import { httpService, paramsOf, pathsOf } from "../../model/http-service";
import { originOf } from "../../model/origin";
import { ownersOf } from "../../model/system";
import { checkUid } from "../../model/uid";
import { system } from "../../system";
import { shopApi } from "../../system/shop";
import { milliseconds, percent, seconds } from "../../units/quantities";
import { exampleService, exampleSystem } from "./example";

const findings = (...services: HttpService[]) => checkSystem(exampleSystem(...services));
const places = (...services: HttpService[]) => findings(...services).map(({ id, where }) => `${id} at ${where}`);
const placesOf = (changes: Partial<HttpService>) => places(exampleService(changes));
const only = (changes: Partial<HttpService>) => {
  const [finding, ...more] = findings(exampleService(changes));
  if (!finding || more.length > 0) throw new Error(`${more.length + (finding ? 1 : 0)} findings instead of one`);
  return finding;
};

const names = (count: number) => Array.from({ length: count }, (_, n) => `p${n}`) as [string, ...string[]];
const withRoute = (route: Partial<Route>) => ({
  routes: [{ path: "/api/examples", methods: ["GET"], ...route }] as [Route],
});
const withObjectives = ({ availability = percent(99.9), share = percent(95), within = seconds(1) }) => ({
  objectives: { availability, latency: { share, within } } satisfies Objectives,
});

describe("the description of the real system", () => {
  it("has no finding", () => {
    expect(checkSystem(system)).toEqual([]);
  });

  it("lists allow-lists and routes sorted and each once, so that its order changes nothing", () => {
    const service = exampleService({
      routes: [
        { path: "/b", methods: ["GET"], params: ["page", "limit"] },
        { path: "/a", methods: ["GET"], params: ["page"] },
        { path: "/b", methods: ["POST"] },
      ],
    });
    expect([paramsOf(service), pathsOf(service)]).toEqual([
      ["limit", "page"],
      ["/a", "/b"],
    ]);
  });

  it("names every team that owns something once, the platform's first", () => {
    expect(ownersOf(system)).toEqual(["platform", "storefront", "sales", "manufacturing"]);
  });
});

describe("a finding of the description", () => {
  it.each<[string, Partial<HttpService>, string[]]>([
    ["a name with capitals", { name: "Example-api" }, ["name-not-plain at Example-api.name"]],
    ["the name of the monitoring itself", { name: "platform" }, ["name-reserved at platform.name"]],
    ["a name that ends in a hyphen", { name: "example-" }, ["name-not-plain at example-.name"]],
    ["a name that begins with a digit", { name: "3d-api" }, ["name-not-plain at 3d-api.name"]],
    ["a name with a line feed", { name: "example\n" }, ["name-not-plain at example\n.name"]],
    [
      "an owner's name for people",
      { owner: { name: "The Teachers", title: "Teachers" } },
      ["name-not-plain at example-api.owner.name"],
    ],
    ["a blank description", { description: " \n" }, ["blank-description at example-api.description"]],
    ["a route without slash", withRoute({ path: "api" as "/" }), ["route-malformed at example-api.routes[0].path"]],
    ["a route with a space", withRoute({ path: "/a b" }), ["route-malformed at example-api.routes[0].path"]],
    ["a route with an umlaut", withRoute({ path: "/ä" }), ["route-malformed at example-api.routes[0].path"]],
    ["a route with a fragment", withRoute({ path: "/a#b" }), ["route-malformed at example-api.routes[0].path"]],
    [
      "a route of 201 characters",
      withRoute({ path: `/${"a".repeat(200)}` }),
      ["route-malformed at example-api.routes[0].path"],
    ],
    ["an allow-list of 40", withRoute({ params: names(40) }), ["too-many-params at example-api.routes[].params"]],
    ["brackets in a parameter", withRoute({ params: ["f[x]"] }), ["param-malformed at example-api.routes[].params"]],
    ["a blank parameter", withRoute({ params: [""] }), ["param-malformed at example-api.routes[].params"]],
    [
      "a parameter called like a collective value",
      withRoute({ params: ["page", "other"] }),
      ["param-reserved at example-api.routes[].params"],
    ],
    [
      "a share of 0 %",
      withObjectives({ share: percent(0) }),
      ["objective-out-of-range at example-api.objectives.latency.share"],
    ],
    [
      "an objective that is not a number",
      withObjectives({ availability: percent(NaN) }),
      ["objective-out-of-range at example-api.objectives.availability"],
    ],
    [
      "a description with a control character",
      { description: "Sells\u0007" },
      ["text-not-printable at example-api.description"],
    ],
    [
      "a workload that no Kubernetes object can be called",
      { workload: { namespace: "Shop", deployment: "shop.*" } },
      ["name-not-plain at example-api.workload.namespace", "name-not-plain at example-api.workload.deployment"],
    ],
    [
      "a service without routes",
      { routes: [] as unknown as HttpService["routes"] },
      ["without-routes at example-api.routes"],
    ],
    [
      "a method in small letters",
      withRoute({ methods: ["get"] as unknown as ["GET"] }),
      ["unknown-method at example-api.routes[0].methods"],
    ],
    [
      "a latency that no boundary can be",
      withObjectives({ within: milliseconds(1000 / 3) }),
      ["latency-out-of-range at example-api.objectives.latency.within"],
    ],
    [
      "a latency of 0",
      withObjectives({ within: milliseconds(0) }),
      ["latency-out-of-range at example-api.objectives.latency.within"],
    ],
    [
      "a latency over a minute",
      withObjectives({ within: seconds(60.001) }),
      ["latency-out-of-range at example-api.objectives.latency.within"],
    ],
  ])("names the field of %s", (_, changes, expected) => {
    expect(placesOf(changes)).toEqual(expected);
  });

  it.each<[string, Partial<HttpService>]>([
    ["names of one letter", { name: "a", owner: { name: "b", title: "B" } }],
    ["line feeds, tabs and emoji in a description", { description: "1.\tSells 🛒\n2.\tShips" }],
    ["an optional parameter of a path", withRoute({ path: "/reports/{year?}" })],
    ["the root, placeholders and wildcards as routes", withRoute({ path: "/" })],
    ["regular expressions' characters in a route", withRoute({ path: "/files/{name:.+}/*" })],
    ["a route of 200 characters", withRoute({ path: `/${"a".repeat(199)}` })],
    ["an allow-list of 20", withRoute({ params: names(20) })],
    ["a latency of one minute", withObjectives({ within: seconds(60) })],
    ["very strict and very lax objectives", withObjectives({ availability: percent(99.999), share: percent(0.1) })],
    [
      "two methods of one path apart",
      {
        routes: [
          { path: "/a", methods: ["GET"] },
          { path: "/a", methods: ["POST"] },
        ],
      },
    ],
  ])("is not raised for %s", (_, changes) => {
    expect(placesOf(changes)).toEqual([]);
  });

  it("tells how to write a route that carries a query: its path, and its parameters by name", () => {
    const finding = only(withRoute({ path: "/api/search?q=&page=1&q=2&flag" }));
    expect(finding).toMatchObject({ id: "route-has-query", where: "example-api.routes[0].path" });
    expect(finding.fix).toBe('path: "/api/search", params: ["q","page","flag"]');
  });

  it("does not invent parameters where the query has none", () => {
    expect(only(withRoute({ path: "/api/search?" })).fix).toBe('path: "/api/search"');
  });

  it("stands at the second of two routes with the same path and a common method", () => {
    const routes: HttpService["routes"] = [
      { path: "/a", methods: ["GET"] },
      { path: "/b", methods: ["GET"] },
      { path: "/a", methods: ["POST", "GET"] },
    ];
    expect(placesOf({ routes })).toEqual(["duplicate-route at example-api.routes[2].path"]);
  });

  it("gives an objective of 100 % and one of 0 % reasons of their own", () => {
    expect(only(withObjectives({ availability: percent(100) })).why).toContain("the error budget is empty");
    expect(only(withObjectives({ availability: percent(0) })).why).toContain("no alert could ever fire");
  });

  it("says how many parameters there are and how many there may be", () => {
    expect(only(withRoute({ params: names(40) })).what).toBe("the routes name 40 query parameters; 20 is the most.");
  });

  it("stands at the second of two services of one name, though the first may be wrong", () => {
    expect(places(exampleService(), exampleService())).toEqual(["duplicate-service at example-api.name"]);
  });

  it("is raised for the name of the team that runs the monitoring", () => {
    const broken = { ...exampleSystem(exampleService()), platformTeam: { name: "Platform", title: "Platform" } };
    expect(checkSystem(broken).map(({ where }) => where)).toEqual(["platformTeam.name"]);
  });

  it("is raised for a system without services, without title, and with an address that links cannot begin with", () => {
    const broken = { ...exampleSystem(), title: " ", repository: "https://example.com/monitoring/" } as const;
    expect(checkSystem(broken).map(({ id, where }) => `${id} at ${where}`)).toEqual([
      "blank-description at title",
      "repository-malformed at repository",
      "nothing-monitored at services",
    ]);
  });

  it("does not keep the findings of other services from being told", () => {
    expect(
      places(
        exampleService({ description: "" }),
        exampleService({ name: "Second", ...withRoute({ path: "/a?b=c" }) }),
        exampleService({ name: "third", ...withObjectives({ availability: percent(100), share: percent(0) }) }),
      ),
    ).toEqual([
      "blank-description at example-api.description",
      "name-not-plain at Second.name",
      "route-has-query at Second.routes[0].path",
      "objective-out-of-range at third.objectives.availability",
      "objective-out-of-range at third.objectives.latency.share",
    ]);
  });

  it("quotes hostile text, however long, in a few words", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000 }), (text) => {
        const [finding] = findings(exampleService(withRoute({ path: `/ ${text}` })));
        expect(finding?.what.length).toBeLessThan(250);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe("the source of a finding", () => {
  const lineOf = (file: string, text: string) =>
    readFileSync(join(__dirname, "..", "..", file), "utf8")
      .split("\n")
      .findIndex((line) => line.includes(text)) + 1;

  it("is the file and line where the service is stated", () => {
    expect(originOf(shopApi)).toBe(`system/shop.ts:${lineOf("system/shop.ts", "= httpService({")}`);
    const file = "__tests__/model/description.test.ts";
    const here = httpService(exampleService({ description: "" }));
    expect(findings(here)[0]?.source).toBe(`${file}:${lineOf(file, "const here = httpService(")}`);
  });

  it("is left out where nobody knows it", () => {
    expect(findings(exampleService({ description: "" }))[0]).not.toHaveProperty("source");
  });

  it.each([
    ["/srv/my (old) project/system/shop.ts", "(make, facts) => make(facts)"],
    ["/srv/my (old) project/system/shop.ts", "(function named(make, facts) { return make(facts); })"],
    ["file:///srv/my%20(old)%20project/system/shop.ts", "(make, facts) => make(facts)"],
  ])("survives odd paths: %s", (filename, code) => {
    type Make = (make: typeof httpService, facts: HttpService) => HttpService;
    const make = runInThisContext(code, { filename }) as Make;
    expect(originOf(make(httpService, exampleService()))).toMatch(/\.\.\/srv\/my \(old\) project\/system\/shop\.ts:1$/);
  });
});

describe("a UID", () => {
  it("has 1 to 40 letters, digits, hyphens and underscores", () => {
    expect(["a_-9", "A".repeat(40)].flatMap((uid) => checkUid("uid", uid))).toEqual([]);
  });

  it.each([
    ["a".repeat(41), ["uid-too-long"]],
    ["", ["uid-malformed"]],
    ["a b", ["uid-malformed"]],
    ["ä".repeat(41), ["uid-too-long", "uid-malformed"]],
  ])("is refused otherwise: %s", (uid, ids) => {
    expect(checkUid("uid", uid).map(({ id }) => id)).toEqual(ids);
  });

  it("is told by how much it is too long", () => {
    expect(checkUid("uid", "a".repeat(47))[0]?.fix).toBe("choose a name that is 7 characters shorter.");
  });
});
