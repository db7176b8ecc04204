/** What the rules and alerts on queues make of situations that they must tell apart, by the real promtool. */
import { describe, expect, it, jest } from "@jest/globals";
import { rabbitmqQueue } from "../../signals/contracts/rabbitmq";
import { bindingInfo } from "../../signals/contracts/rabbitmq-bindings";
import { queue } from "../../signals/use/broker";
import { rabbitmq } from "../../system/messaging";
import { complaint, fires, jobs, never, orders, recorded, rule, value } from "../support/live/broker-rules";
import { shaped } from "../../alerts/stories/series";
import { lasting, queueStory } from "../../alerts/use/stories/queues";
import type { Labels } from "../../promql/labels";
import { minutes } from "../../units/quantities";

jest.setTimeout(60_000);

const ofOrders = { resource: "rabbitmq", queue_name: "mes.orders" };
const both = (kind: string, group = "orders") => [`${group}-${kind}`, `${group}-${kind}-page`];
const allOfOrders = ["drain", "gone", "stuck"].flatMap((kind) => both(kind));

describe("a queue whose consumers keep up", () => {
  it("has its pace, its wait and no alert, also where hundreds are always in it", async () => {
    const busy = orders({ arrive: 500 }, ...lasting(60, { arrive: 3000, complete: 3000 }));
    expect(
      await complaint(
        busy,
        recorded(queue.waiting.count, 30, [ofOrders, 490]),
        recorded(queue.held.count, 30, [ofOrders, 10]),
        recorded(queue.published.rate, 30, [ofOrders, 100]),
        recorded(queue.completed.rate, 30, [ofOrders, 100]),
        // Whoever arrives now waits for five seconds: Little's law.
        recorded(queue.drain.time, 30, [ofOrders, 4.9]),
        value("orders-drain", 30, [ofOrders, 0.004]),
        ...never(60, ...allOfOrders),
      ),
    ).toBe("");
  });

  it("has zeros and no gaps at night", async () => {
    expect(
      await complaint(
        orders(...lasting(60, {})),
        recorded(queue.drain.time, 45, [ofOrders, 0]),
        recorded(queue.completed.rate, 45, [ofOrders, 0]),
        ...["drain", "gone", "stuck"].map((kind) => value(`orders-${kind}`, 45, [ofOrders, 0])),
        ...never(60, ...allOfOrders),
      ),
    ).toBe("");
  });

  it("has no alert while a batch is worked off that takes longer than the ticket's ten minutes", async () => {
    const batch = orders(...lasting(20, {}), { arrive: 100_000 }, ...lasting(30, { complete: 3000 }));
    expect(
      await complaint(
        batch,
        { expr: `${queue.drain.time.name} > bool 600`, at: 25, samples: [[ofOrders, 1]] },
        ...never(50, ...allOfOrders),
      ),
    ).toBe("");
  });

  it("has no alert during a deploy of three minutes, nor while one message takes eight", async () => {
    const deploy = orders(
      ...lasting(20, { arrive: 30, complete: 30 }),
      ...lasting(3, { arrive: 30, consumers: 0 }),
      ...lasting(20, { arrive: 30, complete: 60 }),
    );
    expect(await complaint(deploy, ...never(40, ...allOfOrders))).toBe("");
    const one = [...lasting(8, {}).slice(1), { complete: 1 }];
    const slow = orders({ arrive: 6 }, ...one, ...one, ...one, ...one);
    expect(await complaint(slow, ...never(30, ...allOfOrders))).toBe("");
  });
});

describe("a queue that is not drained in time", () => {
  it("is a ticket and then a page, by how long whoever comes last will wait", async () => {
    // From minute 10 on it grows by 20 a second: in minute 50, 48,000 wait for 80 a second to be completed.
    const slow = orders(
      ...lasting(10, { arrive: 3000, complete: 3000 }),
      ...lasting(100, { arrive: 3000, complete: 2400 }),
    );
    expect(
      await complaint(
        slow,
        ...never(50, ...allOfOrders),
        value("orders-drain", 50, [ofOrders, 0.5]),
        fires("orders-drain", 57),
        fires("orders-drain-page", 94, false),
        fires("orders-drain-page", 103),
        ...never(105, ...both("gone"), ...both("stuck")),
      ),
    ).toBe("");
  });

  it("is so a quarter of an hour after its consumers began to hang, ticket and page at once, and nothing else is told", async () => {
    const hanging = orders(...lasting(20, { arrive: 60, complete: 60 }), ...lasting(40, { arrive: 60 }));
    expect(
      await complaint(
        hanging,
        ...never(25, ...allOfOrders),
        fires("orders-drain", 36),
        fires("orders-drain-page", 36),
        recorded(queue.completed.rate, 40, [ofOrders, 0]),
        // Not for ever: nothing in five minutes may be anything less than one.
        recorded(queue.drain.time, 40, [ofOrders, (40 * 60 - 10) * 300]),
        ...never(60, ...both("gone"), ...both("stuck")),
      ),
    ).toBe("");
  });

  it("of which nobody waits is a ticket after a quarter of an hour, however hopeless it looks", async () => {
    const story = [...lasting(20, { arrive: 60, complete: 60 }), ...lasting(50, { arrive: 60 })];
    expect(
      await complaint(
        queueStory(rabbitmq, "crm.mail", story),
        fires("events-drain", 30, false),
        fires("events-drain", 46),
      ),
    ).toBe("");
  });

  it("is quiet again when it shrinks by a fifth in five minutes, long before it is empty", async () => {
    const caughtUp = orders(
      ...lasting(60, { arrive: 3000, complete: 2400 }),
      // 72,000 wait; now 300 a second are completed.
      ...lasting(10, { arrive: 3000, complete: 9000 }),
    );
    expect(await complaint(caughtUp, value("orders-drain", 66, [ofOrders, 0]))).toBe("");
  });
});

describe("of what goes wrong with a queue", () => {
  const kinds = ["drain", "gone", "stuck"];
  const stories = kinds.flatMap((kind) =>
    rule(`orders-${kind}`)
      .stories()
      .fires.map((story) => [kind, story.when, story] as const),
  );

  it.each(stories)("one alert tells: %s, when %s", async (kind, _, { given, at }) => {
    const minute = Math.floor(at.milliseconds / minutes(1).milliseconds);
    const others = kinds.filter((other) => other !== kind).flatMap((other) => both(other));
    expect(
      await complaint(
        given,
        fires(`orders-${kind}`, minute),
        ...others.flatMap((other) => [fires(other, minute, false), fires(other, minute - 3, false)]),
      ),
    ).toBe("");
  });
});

describe("messages in flight", () => {
  const depth = (name: string, values: string, labels: Labels = {}) =>
    shaped(rabbitmqQueue.messages, { job: jobs.queues, vhost: "/", queue: name, ...labels }, values);
  const bound = (to: string, exchange: string, routing_key: string, values = "1x80", properties_key = routing_key) =>
    shaped(bindingInfo, { job: jobs.bindings, vhost: "/", exchange, queue: to, routing_key, properties_key }, values);
  const inFlight = (at: number, ...samples: readonly (readonly [queue_name: string, routing_key: string, number])[]) =>
    recorded(
      queue.messages.count,
      at,
      ...samples.map(([queue_name, routing_key, count]) => [{ queue_name, routing_key }, count] as const),
    );

  it("are the queue's number once for each of its keys, and for its own name where it has no other", async () => {
    expect(
      await complaint(
        [
          depth("mes.orders", "5x80"),
          bound("mes.orders", "", "mes.orders"),
          bound("mes.orders", "mes.events", "order.created"),
          bound("mes.orders", "mes.events", "order.paid"),
          // By another exchange, under the same key: one series all the same.
          bound("mes.orders", "mes.audit", "order.paid"),
          depth("shop.quotes", "7x80"),
          bound("shop.quotes", "", "shop.quotes"),
        ],
        inFlight(
          20,
          ["mes.orders", "order.created", 5],
          ["mes.orders", "order.paid", 5],
          ["shop.quotes", "shop.quotes", 7],
        ),
      ),
    ).toBe("");
  });

  it("have no key where exchanges look at none, and one series though bindings differ in their arguments", async () => {
    expect(
      await complaint(
        [
          depth("crm.mail", "2x80"),
          bound("crm.mail", "", "crm.mail"),
          bound("crm.mail", "crm.match", "", "1x80", "~aAbB"),
          bound("crm.mail", "crm.match", "", "1x80", "~cCdD"),
        ],
        inFlight(20, ["crm.mail", "(none)", 2]),
      ),
    ).toBe("");
  });

  it("keep their keys for a quarter of an hour without the exporter, and their number after that", async () => {
    expect(
      await complaint(
        [depth("mes.orders", "5x80"), bound("mes.orders", "mes.events", "order.created", "1x20 stale _x59")],
        inFlight(24, ["mes.orders", "order.created", 5]),
        inFlight(26, ["mes.orders", "(unknown)", 5]),
      ),
    ).toBe("");
  });

  it("are counted once while a queue moves, and are none of queues that are gone or were never described", async () => {
    expect(
      await complaint(
        [
          depth("mes.orders", "5x80", { pod: "rabbitmq-0", instance: "rabbitmq-0" }),
          depth("mes.orders", "6x80", { pod: "rabbitmq-1", instance: "rabbitmq-1" }),
          bound("mes.orders", "mes.events", "order.created"),
          bound("mes.orders.old", "mes.events", "order.created"),
          depth("crm.gone", "3x10 stale _x69"),
          bound("crm.gone", "crm.events", "any"),
          depth("experiment", "9x80"),
          bound("experiment", "mes.events", "order.created"),
          depth("mes.orders", "8x80", { vhost: "other" }),
        ],
        inFlight(20, ["mes.orders", "order.created", 6]),
        recorded(queue.undeclared.count, 20, [{ resource: "rabbitmq" }, 9]),
      ),
    ).toBe("");
  });
});
