import { describe, expect, it } from "@jest/globals";
import type { Broker, Queues } from "../../model/broker";
import { broker, groupsOf } from "../../model/broker";
import { checkSystem } from "../../model/check";
import { minutes, seconds } from "../../units/quantities";
import { exampleLogs, exampleService, exampleSystem } from "./example";

const group = (changes: Partial<Queues> = {}): Queues => ({
  name: "examples",
  pattern: "examples\\..+",
  description: "Examples on their way to pupils.",
  drainsWithin: { ticket: minutes(10), page: minutes(30) },
  ...changes,
});

const example = (changes: Partial<Broker> = {}): Broker => ({
  ...broker({
    name: "example-broker",
    description: "Carries examples. When it fails, nobody learns.",
    owner: { name: "teachers", title: "Teachers" },
    criticality: "critical",
    namespace: "messaging",
    service: "rabbitmq",
    statefulSet: "rabbitmq-server",
    vhost: "/",
    queues: [group()],
    logs: exampleLogs,
  }),
  ...changes,
});

const findings = (changes: Partial<Broker> = {}) =>
  checkSystem({ ...exampleSystem(exampleService()), resources: [example(changes)] });
const places = (changes: Partial<Broker>) => findings(changes).map(({ id, where }) => `${id} at ${where}`);
const ofGroup = (changes: Partial<Queues>) => places({ queues: [group(changes)] });
const inGroup = (id: string, field: string) => [`${id} at example-broker.queues[0].${field}`];

describe("a finding of a broker", () => {
  it("is none where all is well", () => {
    expect(findings()).toEqual([]);
  });

  it.each<[string, Partial<Broker>, string]>([
    ["a namespace with a dot", { namespace: "messaging.svc" }, "name-not-plain at example-broker.namespace"],
    ["a service with its port", { service: "rabbitmq:5672" }, "name-not-plain at example-broker.service"],
    ["a blank virtual host", { vhost: " " }, "vhost-blank at example-broker.vhost"],
    ["no queues", { queues: [] as unknown as Broker["queues"] }, "without-queues at example-broker.queues"],
    [
      "two groups of one name",
      { queues: [group(), group({ pattern: "others" })] },
      "duplicate-queues at example-broker.queues[1].name",
    ],
    [
      "two groups of one pattern",
      { queues: [group(), group({ name: "others" })] },
      "duplicate-queues at example-broker.queues[1].pattern",
    ],
  ])("is %s", (_, changes, expected) => {
    expect(places(changes)).toEqual([expected]);
  });

  it.each(["", "*.orders", "orders(", "(?=orders).*", "orders(?!\\.old)", "(a)\\1", "[z-a]"])(
    "is a pattern that matches no queue: %j",
    (pattern) => {
      expect(ofGroup({ pattern })).toEqual(inGroup("queue-pattern-malformed", "pattern"));
    },
  );

  it.each([
    ...[".*", ".+", "(.+)", "..+", "..*.", ".{2,}", ".{1,64}", "|.*", "(?i).*", "(?s).+", "(?P<all>.+)", "[\\s\\S]*"],
    ...["[^/]+", "[^7].*", "[^a-m].*", "[a-z].*", ".*[a-z].*", "(?i)[A-Z].*", "[A-Z].*", "[a-zA-Z0-9._-]+"],
    ...["[a-zA-Z].*|[0-9].*", "[a-m].*|[n-z].*"],
  ])("is a pattern that matches whatever a queue may be called: %j", (pattern) => {
    expect(ofGroup({ pattern })).toEqual(inGroup("queue-pattern-matches-all", "pattern"));
  });

  it("is that all patterns together match whatever a queue may be called, though none does alone", () => {
    const half = group({ pattern: "[a-m].*" });
    const and = (pattern: string) => places({ queues: [half, group({ name: "others", pattern })] });
    expect(places({ queues: [half] })).toEqual([]);
    expect(and("[n-z].*")).toEqual(["queue-pattern-matches-all at example-broker.queues"]);
    expect(and("[^a-m].*")).toEqual(["queue-pattern-matches-all at example-broker.queues[1].pattern"]);
  });

  it.each<[string, string, string]>([
    ["mes\\.orders", "mes\\..+", "mes.orders"],
    ["mes\\..+", "mes\\.orders", "mes.orders"],
    ["(?i)MES\\.ORDERS", "mes\\.(new|orders)", "mes.orders"],
    ["shop\\.(status|quotes)", "shop\\.(?:quotes|news)", "shop.quotes"],
    ["orders|quotes", "(a|b|q)uotes", "quotes"],
    ["mes\\.o.+", "mes\\..+", "mes.o.+"],
  ])("is a queue that two groups describe: %j and %j", (pattern, another, both) => {
    const told = findings({ queues: [group({ pattern }), group({ name: "others", pattern: another })] });
    expect(told).toMatchObject([{ id: "queues-overlap", where: "example-broker.queues[1].pattern" }]);
    expect(told[0]?.what).toContain(`"${both}"`);
  });

  it.each([
    ["mes\\.orders", "mes\\.orders\\..+"],
    ["mes\\..+", "shop\\..+"],
    ["a{2}", "a"],
    ["(a|b)(c|d)", "(a|b)(e|f)"],
    ["a\\(b\\)", "ab"],
    [Array(30).fill("(a|b)").join(""), "c+"],
  ])("is none of two groups that share no name: %j and %j", (pattern, another) => {
    expect(places({ queues: [group({ pattern }), group({ name: "others", pattern: another })] })).toEqual([]);
  });

  it.each(["mes\\.orders", "mes\\..+", "(mes|shop)\\..*", "[a-z]+\\.orders", "(?i)orders", "orders|quotes"])(
    "is none of a pattern that says which queues: %j",
    (pattern) => {
      expect(ofGroup({ pattern })).toEqual([]);
    },
  );

  it.each<[string, Queues["drainsWithin"], string, string]>([
    ["a page before the ticket", { ticket: minutes(30), page: minutes(10) }, "levels-out-of-order", "drainsWithin"],
    ["no time at all", { ticket: seconds(0), page: minutes(10) }, "levels-out-of-order", "drainsWithin"],
    ["no time, and nobody to wake", { ticket: seconds(0) }, "levels-out-of-order", "drainsWithin"],
    ["a negative time", { ticket: minutes(-10), page: minutes(10) }, "levels-out-of-order", "drainsWithin"],
    [
      "a time that is none",
      { ticket: { milliseconds: NaN }, page: minutes(10) },
      "levels-out-of-order",
      "drainsWithin",
    ],
    [
      "all the time of the world",
      { ticket: minutes(10), page: { milliseconds: Infinity } },
      "drain-out-of-range",
      "drainsWithin.page",
    ],
  ])("is %s", (_, drainsWithin, id, field) => {
    expect(ofGroup({ drainsWithin })).toEqual(inGroup(id, field));
  });

  it("speaks of no page where there is none", () => {
    const [told] = findings({ queues: [group({ drainsWithin: { ticket: seconds(0) } })] });
    expect(told?.what).toBe("a ticket at 0 ms: it must be above 0.");
    expect(JSON.stringify(told)).not.toMatch(/page|woken/);
  });

  it("is a group that could name no alert, and one that says nothing to whom it wakes", () => {
    expect(ofGroup({ name: "Examples!" })).toEqual(inGroup("name-not-plain", "name"));
    expect(ofGroup({ description: " " })).toEqual(inGroup("blank-description", "description"));
  });

  it.each(["examples\\..+", "examples\\.new", ".+\\.new|examples.old"])(
    "is a queue of two brokers, for the plan's series cannot tell them apart: %j",
    (pattern) => {
      const other = { ...example({ queues: [group({ pattern })] }), name: "other-broker" };
      const told = checkSystem({ ...exampleSystem(exampleService()), resources: [example(), other] });
      expect(told.map(({ id, where }) => `${id} at ${where}`)).toEqual([
        "brokers-share-queues at other-broker.queues[0].pattern",
      ]);
    },
  );

  it("is none of two brokers whose queues have names of their own", () => {
    const other = { ...example({ queues: [group({ pattern: "others\\..+" })] }), name: "other-broker" };
    expect(checkSystem({ ...exampleSystem(exampleService()), resources: [example(), other] })).toEqual([]);
  });

  it("says what a pattern looks like", () => {
    expect(findings({ queues: [group({ pattern: "*.orders" })] })[0]).toMatchObject({
      what: '"*.orders" matches no queue: nothing to repeat.',
      fix: 'pattern: "mes\\\\.orders", or "mes\\\\..+" for all whose names begin with "mes.".',
    });
  });
});

describe("the groups that something can be made of", () => {
  it("are those of the description", () => {
    expect(groupsOf(example())).toEqual([group()]);
  });

  it("match no queue where the description has none, or a pattern that is none: a finding must not become a crash", () => {
    const patterns = (changes: Partial<Broker>) => groupsOf(example(changes)).map(({ pattern }) => pattern);
    expect(patterns({ queues: [] as unknown as Broker["queues"] })).toEqual([""]);
    expect(patterns({ queues: [group({ pattern: "orders(" }), group({ name: "others" })] })).toEqual([
      "",
      "examples\\..+",
    ]);
  });
});
