/**
 * What deadlines are derived from is true of the world that is played: rates, budgets, and how long something lasts.
 */
import { describe, expect, it } from "@jest/globals";
import { production } from "../../environments/production";
import { scenarios } from "../../scenarios";
import { beforeSpent } from "../../scenarios/impact";
import type { Due, Scenario } from "../../scenarios/scenario";
import { dueOf, dueSince, firstFault } from "../../scenarios/scenario";
import { targetsOf } from "../../scenarios/targets";
import { clockOf } from "../../simulation/clock";
import { routeUsageOf, spread } from "../../simulation/world/assumptions";
import { brokerState } from "../../simulation/world/brokers";
import { databaseState } from "../../simulation/world/databases";
import { demandOf } from "../../simulation/world/demand";
import { podsIn } from "../../simulation/world/pods";
import { queueCourses } from "../../simulation/world/queues";
import { belowBell } from "../../simulation/world/random";
import { rhythmAt } from "../../simulation/world/rhythm";
import { timelineOf } from "../../simulation/world/timeline";
import type { Course } from "../../simulation/world/timeline";
import type { World } from "../../simulation/world/world";
import { system } from "../../system";
import { crmEvents, rabbitmq } from "../../system/messaging";
import { mesApi, mesPods } from "../../system/mes";
import { shopDatabase } from "../../system/shop";
import { asRatio, days, hours, inSeconds, minutes, percent, remainder } from "../../units/quantities";

const named = (name: string): Scenario => {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (!found) throw new Error(`no scenario is called ${name}`);
  return found;
};

function worldOf(scenario: Scenario): World {
  const timeline = timelineOf(clockOf(scenario));
  return { system, environment: production, scenario, seed: 1, timeline, targets: targetsOf(system, production) };
}

const step = minutes(1).milliseconds;

/** Of customers' requests, as a multiple of those of an average hour of the week. */
function busy(from: number, lasts: number): number {
  const meanOf = (begins: number, over: number) => {
    const moments = Array.from({ length: Math.ceil(over / step) }, (_, at) => begins + at * step);
    return moments.reduce((sum, moment) => sum + rhythmAt("customers", moment), 0) / moments.length;
  };
  return meanOf(from, lasts) / meanOf(from, days(7).milliseconds);
}

/** What a deadline was made of, as its reason says: percent that fail, how busy it is, and percent of the budget. */
interface Reckoning {
  readonly failing: number;
  readonly times: number;
  readonly share: number;
}

describe("a deadline before a share of the budget is spent", () => {
  it("comes the earlier the more fails and the more is asked, in tenths of minutes", () => {
    const facts = { availability: percent(99.9), failing: percent(100), busy: 1 };
    expect(beforeSpent(percent(10), facts).within).toEqual(minutes(4));
    expect(beforeSpent(percent(10), { ...facts, failing: percent(30) }).within).toEqual(minutes(13.4));
    expect(beforeSpent(percent(10), { ...facts, busy: 2 })).toEqual({
      within: minutes(2),
      because:
        "while 100 % fail of 2 times the requests of an average hour, 10 % of the failures that 28 d allow have happened by then",
    });
  });

  const reckoned = scenarios.flatMap((scenario) =>
    dueOf(scenario).flatMap((due): (readonly [string, Scenario, Due, Reckoning])[] => {
      const figures = /^while (.+) % fail of (.+) times the requests of an average hour, (.+) % of the f/.exec(
        due.because,
      );
      const [failing = NaN, times = NaN, share = NaN] = figures?.slice(1).map(Number) ?? [];
      return figures ? [[scenario.name, scenario, due, { failing, times, share }]] : [];
    }),
  );

  it.each(reckoned)("knows how busy the hour is: %s", (_, scenario, due, { times }) => {
    const begins = clockOf(scenario).begins + dueSince(due, scenario).milliseconds;
    expect(Math.abs(busy(begins, due.within.milliseconds) / times - 1)).toBeLessThan(0.05);
  });

  it.each(reckoned)("is of the budget that the service really has: %s", (_, __, due, { failing, times, share }) => {
    const service = system.services.find(({ name }) => due.of.includes(name));
    const { availability = percent(NaN) } = service?.objectives ?? {};
    const facts = { availability, failing: percent(failing), busy: times };
    expect(beforeSpent(percent(share), facts).within).toEqual(due.within);
  });
});

/** CPU of their limit that all pods want when the production control no longer answers as fast as it promises. */
const breaking = percent(190);

/** Hours from the deadline until a level that rises evenly reaches the whole. */
function hoursLeft(scenario: Scenario, level: Course): number {
  const { at, begins } = worldOf(scenario).timeline;
  const [due] = dueOf(scenario);
  const deadline = begins + firstFault(scenario).milliseconds + (due?.within.milliseconds ?? 0);
  const valueAt = (moment: number) => level[at.findLastIndex((one) => one <= moment)] ?? NaN;
  const [before, then] = [valueAt(deadline - hours(1.5).milliseconds), valueAt(deadline - 1)];
  return (1 - then) / ((then - before) / 1.5);
}

describe("what is left after the deadline, in hours", () => {
  const state = {
    broker: (scenario: Scenario) => brokerState(rabbitmq, worldOf(scenario)).disk,
    storage: (scenario: Scenario) => databaseState(shopDatabase, worldOf(scenario)).storage,
    memory: (scenario: Scenario) => podsIn(mesPods, worldOf(scenario))[0]?.memory ?? new Float64Array(),
    // The whole is what breaks the promise: see below.
    cpu: (scenario: Scenario) =>
      podsIn(mesPods, worldOf(scenario))[0]?.wanted.map((share) => share / asRatio(breaking)) ?? new Float64Array(),
  };

  it.each([
    ["broker-disk-fills", state.broker, 2.9],
    ["broker-disk-creeps", state.broker, 1],
    ["stream-unlimited", state.broker, 1.03],
    ["job-runs-wild", state.storage, 0.75],
    ["table-rewritten", state.storage, 1.07],
    ["storage-creeps", state.storage, 48],
    ["leak", state.memory, 2],
    ["fast-leak", state.memory, 0.42],
    ["cpu-outgrown", state.cpu, 2.45],
  ] as const)("of %s", (name, levelOf, left) => {
    const scenario = named(name);
    expect(Math.abs(hoursLeft(scenario, levelOf(scenario)) / left - 1)).toBeLessThan(0.15);
  });
});

describe("in a fast leak", () => {
  it("all pods are killed within a quarter of an hour, and none before the deadline", () => {
    const scenario = named("fast-leak");
    const world = worldOf(scenario);
    const { at, begins } = world.timeline;
    const killed = podsIn(mesPods, world).map(
      ({ kills }) => (at[kills.findIndex((count) => count > 0)] ?? NaN) - begins,
    );
    const fault = firstFault(scenario).milliseconds;
    expect(Math.min(...killed) - fault).toBeGreaterThan(hours(2.5).milliseconds);
    expect(Math.max(...killed) - Math.min(...killed)).toBeLessThanOrEqual(minutes(15).milliseconds);
  });
});

/** Since a fault, of what happens in a scenario. */
function momentIn(scenario: Scenario, since: number) {
  const world = worldOf(scenario);
  const { at, begins } = world.timeline;
  const moment = begins + firstFault(scenario).milliseconds + since;
  return { world, index: at.findLastIndex((one) => one <= moment) };
}

describe("while pods want more CPU than they may have", () => {
  const { share: promised, within } = mesApi.objectives.latency;

  /** Share of the requests that takes longer than is promised, at a moment. */
  function lateAt(world: World, index: number): number {
    const demand = demandOf(mesApi, world);
    const all = demand.reduce((sum, { rate }) => sum + (rate[index] ?? 0), 0);
    const late = demand.map(({ rate, route, slowShare, slowTimes }) => {
      const log = Math.log(inSeconds(within) / inSeconds(routeUsageOf(mesApi, route).median));
      const [share, times] = [slowShare[index] ?? 0, slowTimes[index] ?? 1];
      const inTime = (1 - share) * belowBell(log / spread) + share * belowBell((log - Math.log(times)) / spread);
      return (rate[index] ?? 0) * (1 - inTime);
    });
    return late.reduce((sum, one) => sum + one, 0) / all;
  }

  it("the promise is broken when they want nearly twice as much", () => {
    const from = minutes(30);
    const scenario = {
      ...named("cpu-outgrown"),
      faults: [{ kind: "pod-cpu" as const, of: "mes-api", to: breaking, from }],
    };
    const { world, index } = momentIn(scenario, hours(1).milliseconds);
    expect(Math.abs(lateAt(world, index) / remainder(promised) - 1)).toBeLessThan(0.02);
  });

  it("cpu-outgrown keeps it to its end, and a price takes six seconds at the deadline", () => {
    const scenario = named("cpu-outgrown");
    const due = momentIn(scenario, hours(4).milliseconds);
    const price = demandOf(mesApi, due.world).find(({ path }) => path === "/api/models/{modelId}/price");
    const median = price ? inSeconds(routeUsageOf(mesApi, price.route).median) : NaN;
    expect(median * (price?.slowTimes[due.index] ?? NaN)).toBeCloseTo(6.2, 0);
    const end = momentIn(scenario, hours(5.5).milliseconds - 1);
    expect(lateAt(end.world, end.index)).toBeLessThan(remainder(promised));
  });
});

describe("while two pods crash in turn", () => {
  it("of six steps one is lost, three hundred and fifty by the deadline", () => {
    const scenario = named("two-pods-in-turn");
    const [due] = dueOf(scenario);
    const { world, index: from } = momentIn(scenario, 0);
    const { index: to } = momentIn(scenario, due?.within.milliseconds ?? NaN);
    const [steps] = demandOf(mesApi, world).filter(({ path }) => path.includes("/steps/"));
    const happened = (of: (index: number) => number) =>
      Array.from({ length: to - from }, (_, at) => from + at + 1).reduce(
        (sum, index) => sum + (steps?.rate[index] ?? NaN) * (world.timeline.since[index] ?? NaN) * of(index),
        0,
      );
    const lost = happened((index) => steps?.failing[index] ?? NaN);
    expect(Math.abs(happened(() => 1) / lost / 6 - 1)).toBeLessThan(0.05);
    expect(Math.abs(lost / 350 - 1)).toBeLessThan(0.15);
  });
});

describe("while consumers leave one after the other", () => {
  it("nothing waits until the last has left, and from then on the first waits for its hour until the deadline", () => {
    const scenario = named("sales-deserted");
    const [due] = dueOf(scenario);
    const { world, index: from } = momentIn(scenario, 0);
    const { index: to } = momentIn(scenario, due?.within.milliseconds ?? NaN);
    const { at } = world.timeline;
    const courses = queueCourses(rabbitmq, "crm.events", { world, state: brokerState(rabbitmq, world) });
    const left = courses.consumers.findIndex((consumers, index) => index >= from && consumers === 0);
    expect(Math.max(...courses.ready.subarray(from, left))).toBe(0);
    expect(courses.consumers.subarray(left).every((consumers) => consumers === 0)).toBe(true);
    const waited = (at[to] ?? NaN) - (at[left] ?? NaN);
    expect(Math.abs(waited / crmEvents.drainsWithin.ticket.milliseconds - 1)).toBeLessThan(0.02);
  });
});

describe("of what waits in a queue", () => {
  it.each([
    ["orders-pile-up", "mes.orders", 17],
    ["quotes-pile-up", "shop.quotes", 22],
  ])("in %s the first to wait for twenty minutes came after so many as is said", (name, queue, after) => {
    const scenario = named(name);
    const world = worldOf(scenario);
    const courses = queueCourses(rabbitmq, queue, { world, state: brokerState(rabbitmq, world) });
    const { at, begins } = world.timeline;
    const came = begins + firstFault(scenario).milliseconds + minutes(after).milliseconds;
    const valueAt = (course: Course, moment: number) => course[at.findLastIndex((one) => one <= moment)] ?? NaN;
    const before = valueAt(courses.messages, came);
    const acked = (moment: number) => valueAt(courses.acked, moment) - valueAt(courses.acked, came);
    const taken = at.find((moment) => moment > came && acked(moment) >= before) ?? NaN;
    expect(Math.abs((taken - came) / minutes(20).milliseconds - 1)).toBeLessThan(0.2);
  });
});
