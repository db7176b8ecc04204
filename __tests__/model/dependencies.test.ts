import { describe, expect, it } from "@jest/globals";
import { checkSystem } from "../../model/check";
import { checkDependencies } from "../../model/check-dependencies";
import { circlesOf, consumersOf, dependenciesOf, dependentsOf, ownerOf } from "../../model/dependencies";
import type { HttpService } from "../../model/http-service";
import type { Monitored } from "../../model/resource";
import type { Team } from "../../model/team";
import { system } from "../../system";
import { orders, rabbitmq } from "../../system/messaging";
import { mesApi, mesPods } from "../../system/mes";
import { shopDatabase } from "../../system/shop";
import { exampleService, exampleSystem } from "./example";

const named = (name: string, ...needs: readonly Monitored[]) => exampleService({ name, dependsOn: () => needs });

/** Services that need each other, by name. */
function connected(needs: Readonly<Record<string, readonly string[]>>): HttpService[] {
  const services: HttpService[] = Object.entries(needs).map(([name, needed]) =>
    exampleService({ name, dependsOn: () => services.filter((service) => needed.includes(service.name)) }),
  );
  return services;
}

const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);

describe("what a service needs", () => {
  it("are its pods, where they are described, before all that it names, each once", () => {
    expect(names(dependenciesOf(mesApi))).toEqual(["mes-api", "rabbitmq"]);
    expect(names(dependenciesOf({ ...mesApi, dependsOn: () => [rabbitmq, mesPods] }))).toEqual(["mes-api", "rabbitmq"]);
  });
});

describe("who feels it when a thing fails", () => {
  it("are those that need it, in this system", () => {
    const of = (thing: typeof shopDatabase | typeof rabbitmq) => names(dependentsOf(thing, system.services));
    expect([of(shopDatabase), of(rabbitmq)]).toEqual([["shop-api"], ["shop-api", "crm-api", "mes-api"]]);
  });

  it("are also those that need it through other services", () => {
    const api = named("api", shopDatabase);
    const gateway = named("gateway", api);
    const page = named("page", gateway);
    const other = named("other");
    expect(names(dependentsOf(shopDatabase, [page, gateway, api, other]))).toEqual(["page", "gateway", "api"]);
    expect(names(dependentsOf(gateway, [page, gateway, api, other]))).toEqual(["page"]);
  });

  it("is told at an end also where services need each other in a circle", () => {
    const [a, b, c] = connected({ a: ["b"], b: ["a"], c: ["a"] });
    if (!a || !b || !c) throw new Error("three services");
    expect(names(dependentsOf(a, [a, b, c]))).toEqual(["b", "c"]);
    expect(names(dependentsOf(shopDatabase, [a, b, c]))).toEqual([]);
  });
});

describe("who hears of what waits in a queue", () => {
  const teachers = exampleService().owner;
  const pupils = { name: "pupils", title: "Pupils" };
  const taking = (name: string, owner: Team) => exampleService({ name, owner, consumes: [orders] });

  it("is the owner of the service that takes from it, in this system", () => {
    const of = rabbitmq.queues.map((group) => [group.name, ownerOf(rabbitmq, group, system.services).name]);
    expect(of).toEqual([
      ["orders", "manufacturing"],
      ["answers", "storefront"],
      ["events", "sales"],
    ]);
    expect(names(consumersOf(orders, system.services))).toEqual(["mes-api"]);
  });

  it("is one team where several of its services do, and the broker's where two teams or nobody do", () => {
    const owner = (...services: HttpService[]) => ownerOf(rabbitmq, orders, services).name;
    expect(owner(taking("one", teachers), taking("other", teachers))).toBe("teachers");
    expect(owner(taking("one", teachers), taking("other", pupils))).toBe("platform");
    expect(owner(exampleService())).toBe("platform");
  });
});

describe("circles of services", () => {
  const circles = (needs: Parameters<typeof connected>[0]) => circlesOf(connected(needs)).map(names);

  it.each<[string, Parameters<typeof connected>[0], string[][]]>([
    ["that there are none where many need one", { a: ["c"], b: ["c"], c: [] }, []],
    ["one that needs itself", { a: ["a"] }, [["a"]]],
    ["two that need each other, once", { a: ["b"], b: ["a"] }, [["a", "b"]]],
    ["that somebody outside needs them is not their circle", { a: ["b"], b: ["c"], c: ["b"] }, [["b", "c"]]],
    [
      "two, each once",
      { a: ["b"], b: ["a"], c: ["d"], d: ["c"] },
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["one behind a way that leads nowhere", { a: ["b", "c"], b: [], c: ["a"] }, [["a", "c"]]],
  ])("tell of %s", (_, needs, expected) => {
    expect(circles(needs)).toEqual(expected);
  });
});

describe("a finding of dependencies", () => {
  const found = (...services: HttpService[]) => checkSystem(exampleSystem(...services));

  it("is raised for one that is not in the system", () => {
    expect(found(named("api", shopDatabase))).toEqual([
      expect.objectContaining({
        id: "dependency-not-monitored",
        where: "api.dependsOn[0]",
        what: "shop-db is neither among the services nor among the resources of the system.",
        fix: "list it in system/index.ts, or leave it out here.",
      }),
    ]);
  });

  it("is raised for queues of a broker that the service does not need", () => {
    const found = checkDependencies({
      ...exampleSystem(
        exampleService({ consumes: [orders] }),
        exampleService({ name: "b", dependsOn: () => [rabbitmq], consumes: [orders] }),
      ),
      resources: [rabbitmq],
    });
    expect(found.map(({ id, where }) => [id, where])).toEqual([["consumes-of-no-broker", "example-api.consumes[0]"]]);
  });

  it("is raised once for a circle, and says the way around", () => {
    expect(found(...connected({ a: ["b"], b: ["c"], c: ["a"] }))).toEqual([
      expect.objectContaining({
        id: "dependency-cycle",
        where: "a.dependsOn",
        what: "a → b → c → a: it needs itself in the end.",
      }),
    ]);
  });

  it("is raised for services that name each other, of which one is there before the other", () => {
    const one: HttpService = exampleService({ name: "one", dependsOn: () => [other] });
    const other = exampleService({ name: "other", dependsOn: () => [one] });
    expect(found(one, other).map(({ id, what }) => [id, what])).toEqual([
      ["dependency-cycle", "one → other → one: it needs itself in the end."],
    ]);
  });

  it("is raised for objectives that two routes of one path state", () => {
    const { objectives } = exampleService();
    const service = exampleService({
      routes: [
        { path: "/pay", methods: ["POST"], objectives },
        { path: "/pay", methods: ["GET"], objectives },
      ],
    });
    expect(found(service).map(({ id, where }) => [id, where])).toEqual([["objectives-twice", "example-api.routes"]]);
  });
});
