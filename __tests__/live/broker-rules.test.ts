/** What the rules and alerts of a broker make of what RabbitMQ says in situations that they must tell apart, by the real promtool. */
import { describe, expect, it, jest } from "@jest/globals";
import type { AlertRule } from "../../alerts/alert";
import { print } from "../../promql/print";
import { up } from "../../signals/contracts/prometheus";
import { rabbitmqNode, rabbitmqQueue } from "../../signals/contracts/rabbitmq";
import { bindingInfo } from "../../signals/contracts/rabbitmq-bindings";
import { recordingGroup } from "../../signals/recording";
import { saturation } from "../../signals/saturation";
import { node, queue } from "../../signals/use/broker";
import { brokerJobs } from "../../signals/use/broker-jobs";
import { brokerSlice } from "../../slices/use/broker";
import { rabbitmq } from "../../system/messaging";
import { gibibytes, mebibytes } from "../../units/quantities";
import { shaped } from "../support/live/contract-series";
import type { Expectation } from "../support/live/expectations";
import { complaintOf, firing } from "../support/live/expectations";
import type { HalfMinute } from "../support/live/queue-stories";
import { lasting, queueStory } from "../support/live/queue-stories";
import type { Labels } from "../support/live/spans";

jest.setTimeout(60_000);

const jobs = brokerJobs(rabbitmq);
const targets = {
  nodes: { job: jobs.nodes, port: "prometheus" },
  queues: { job: jobs.queues, port: "prometheus" },
  channels: { job: jobs.channels, port: "prometheus" },
  bindings: { job: jobs.bindings, port: "http" },
};
const slice = brokerSlice({ broker: rabbitmq, targets, repository: "https://example.com" });
const complaint = complaintOf({ broker: { groups: [recordingGroup(slice.name, slice.signals)] } });

const rule = (id: string): AlertRule => {
  const found = slice.alerts.find((alert) => alert.id === `rabbitmq-${id}`);
  if (!found) throw new Error(`no alert rabbitmq-${id} among ${slice.alerts.map((alert) => alert.id).join(", ")}`);
  return found;
};

const fires = (id: string, at: number, expected = true): Expectation => ({
  expr: firing(rule(id)),
  at,
  samples: expected ? [[{}, 1]] : [],
});

/** From five minutes on, every five minutes. */
const never = (until: number, ...ids: readonly string[]): Expectation[] =>
  ids.flatMap((id) => Array.from({ length: until / 5 }, (_, n) => fires(id, 5 * (n + 1), false)));

const value = (id: string, at: number, ...samples: Expectation["samples"]): Expectation => ({
  // Without the name of the series, and without the noise of binary fractions.
  expr: `round(${print(rule(id).value)}, 0.001)`,
  at,
  samples,
});

const recorded = (metric: { readonly name: string }, at: number, ...samples: Expectation["samples"]): Expectation => ({
  expr: `round(${metric.name}, 0.001)`,
  at,
  samples,
});

const orders = (...story: readonly HalfMinute[]) => queueStory(rabbitmq, "mes.orders", story);
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
        fires("orders-drain-page", 98),
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

  it("of which nobody waits wakes somebody only after two hours, however hopeless it looks", async () => {
    const story = [...lasting(20, { arrive: 60, complete: 60 }), ...lasting(150, { arrive: 60 })];
    const hanging = queueStory(rabbitmq, "crm.mail", story);
    expect(
      await complaint(
        hanging,
        fires("crm-drain", 46),
        fires("crm-drain-page", 140, false),
        fires("crm-drain-page", 156),
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

describe("a queue without consumers", () => {
  it("is a ticket after ten minutes and a page after twenty, though only three messages wait", async () => {
    const gone = orders(
      ...lasting(10, { arrive: 1, complete: 1 }),
      { arrive: 3, consumers: 0 },
      ...lasting(30, { consumers: 0 }),
    );
    expect(
      await complaint(
        gone,
        fires("orders-gone", 17, false),
        fires("orders-gone", 21),
        fires("orders-gone-page", 27, false),
        fires("orders-gone-page", 31),
        value("orders-gone", 35, [ofOrders, 3]),
        ...never(40, ...both("drain"), ...both("stuck")),
      ),
    ).toBe("");
  });

  it("is one whose consumers crash and come back again and again", async () => {
    const crashing = Array.from({ length: 60 }, (_, n) => ({ arrive: 30, consumers: n % 3 === 0 ? 1 : 0 }));
    expect(
      await complaint(
        orders(...lasting(10, { arrive: 30, complete: 30 }), ...crashing),
        fires("orders-gone", 25),
        ...never(40, ...both("drain"), ...both("stuck")),
      ),
    ).toBe("");
  });

  it("in which nothing waits is nobody's concern", async () => {
    expect(await complaint(orders(...lasting(60, { consumers: 0 })), ...never(60, ...allOfOrders))).toBe("");
  });
});

describe("a queue whose consumers hold what comes and acknowledge nothing", () => {
  it("is a ticket after ten minutes and a page after twenty, though nothing waits in it", async () => {
    const quiet = lasting(5, {}).slice(1);
    const held = [...lasting(20, { arrive: 1, complete: 1 }), { arrive: 1 }, ...quiet, { arrive: 1 }, ...quiet];
    expect(
      await complaint(
        orders(...held, ...lasting(20, {})),
        recorded(queue.waiting.count, 40, [ofOrders, 0]),
        fires("orders-stuck", 28, false),
        fires("orders-stuck", 31),
        fires("orders-stuck-page", 38, false),
        fires("orders-stuck-page", 41),
        value("orders-stuck", 40, [ofOrders, 2]),
        ...never(45, ...both("drain"), ...both("gone")),
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

const pods = ["rabbitmq-0", "rabbitmq-1", "rabbitmq-2"] as const;
const gibi = gibibytes(1).bytes;

const ofNode = (metric: (typeof rabbitmqNode)["memory"], values: string, pod: string = pods[0]) =>
  shaped(metric, { job: jobs.nodes, pod, instance: pod }, values);
const ofPod = (instance: string = pods[0]) => ({ resource: "rabbitmq", instance });

/** So long as a node answers, in half minutes. */
const lasts = (value: number, until = 1600) => `${value}x${until - 1}${until < 1600 ? " stale" : ""}`;

interface Node {
  readonly pod?: string;
  readonly until?: number;
  readonly differs?: Partial<Record<keyof typeof rabbitmqNode, string>>;
}

/** A node with room for everything, but for what differs. */
const nodeStory = ({ pod, until, differs = {} }: Node = {}) => {
  const series = (
    metric: "memory" | "memoryLimit" | "diskFree" | "diskLimit" | "memoryAlarm" | "diskAlarm",
    value: number,
  ) => ofNode(rabbitmqNode[metric], differs[metric] ?? lasts(value, until), pod);
  return [
    series("memory", gibi),
    series("memoryLimit", 4 * gibi),
    series("diskFree", 100 * gibi),
    series("diskLimit", 4 * gibi),
    series("memoryAlarm", 0),
    series("diskAlarm", 0),
  ];
};

describe("a node that runs full", () => {
  it("is a ticket from 85 % of its memory limit on, and nothing but the page when publishers are blocked", async () => {
    const filling = nodeStory({ differs: { memory: `${3.6 * gibi}x39 ${4.2 * gibi}x80`, memoryAlarm: "0x39 1x80" } });
    expect(
      await complaint(
        filling,
        value("memory", 15, [ofPod(), 0.9]),
        fires("memory", 16),
        fires("alarm", 19, false),
        fires("alarm", 22),
        value(
          "alarm",
          30,
          [{ resource: "rabbitmq", alarm: "memory" }, 1],
          [{ resource: "rabbitmq", alarm: "disk" }, 0],
        ),
        value("memory", 30, [ofPod(), 0]),
        recorded(
          saturation.ratio,
          15,
          [{ resource: "rabbitmq", what: "memory" }, 0.9],
          [{ resource: "rabbitmq", what: "disk" }, 0.04],
        ),
      ),
    ).toBe("");
  });

  /** MiB that are written in half a minute. */
  const writing = (from: number, mebi: number, halfMinutes: number) =>
    `${from * gibi}-${mebi * mebibytes(1).bytes}x${halfMinutes}`;

  it("is a ticket a day before its disk reaches the limit, at a pace that lasted six hours", async () => {
    const filling = nodeStory({ differs: { diskFree: writing(100, 32, 1600) } });
    expect(
      await complaint(
        filling,
        // Too young for a forecast.
        value("disk", 5 * 60),
        fires("disk", 6 * 60, false),
        fires("disk", 7 * 60),
        // 96 GiB last 25.6 hours.
        value("disk", 12 * 60, [ofPod(), 13.6 * 3600]),
      ),
    ).toBe("");
  });

  it("is none for an hour's burst, nor when the alarm has already told it", async () => {
    const burst = nodeStory({ differs: { diskFree: `${100 * gibi}x840 ${writing(100, 100, 120)} ${88 * gibi}x600` } });
    expect(await complaint(burst, ...never(11 * 60, "disk"))).toBe("");
    const told = nodeStory({ differs: { diskFree: writing(50, 50, 1600), diskAlarm: "0x840 1x760" } });
    expect(await complaint(told, fires("disk", 6.9 * 60), fires("disk", 8 * 60, false), fires("alarm", 8 * 60))).toBe(
      "",
    );
  });
});

describe("messages that reach no queue", () => {
  const counted = (metric: (typeof rabbitmqNode)["dropped"], values: string) =>
    shaped(metric, { job: jobs.nodes, protocol: "amqp091" }, values);

  it("are told from the first on, for a quarter of an hour", async () => {
    const one = [counted(rabbitmqNode.dropped, "0x40 1x120"), counted(rabbitmqNode.returned, "0x160")];
    expect(
      await complaint(
        one,
        fires("unroutable", 20, false),
        fires("unroutable", 22),
        fires("unroutable", 34),
        fires("unroutable", 37, false),
        recorded(
          node.unroutable.increase,
          15,
          [{ resource: "rabbitmq", fate: "dropped" }, 0],
          [{ resource: "rabbitmq", fate: "returned" }, 0],
        ),
      ),
    ).toBe("");
  });
});

describe("what is not scraped", () => {
  /** A target that answers, until it does not. */
  const scraped = (of: keyof typeof targets, until?: number, pod: string = pods[0]) =>
    shaped(
      up,
      { ...targets[of], pod, instance: pod },
      until === undefined ? "1x160" : `1x${until - 1} 0x${160 - until}`,
    );
  const plugin = (pod?: string, until?: number) => [
    scraped("nodes", until, pod),
    scraped("queues", until, pod),
    scraped("channels", until, pod),
    ...nodeStory({ ...(pod && { pod }), ...(until && { until }) }),
  ];
  const exporter = (until?: number) => scraped("bindings", until, "exporter");
  const bindings = (until?: number) =>
    shaped(bindingInfo, { job: jobs.bindings, vhost: "/", queue: "mes.orders" }, lasts(1, until));
  const queues = [
    ...orders(...lasting(20, { arrive: 30, complete: 30 })),
    ...["shop.quotes", "crm.mail"].flatMap((name) => queueStory(rabbitmq, name, lasting(20, {}))),
  ];
  const longer = [
    ...orders(...lasting(60, { arrive: 30, complete: 30 })),
    ...["shop.quotes", "crm.mail"].flatMap((name) => queueStory(rabbitmq, name, lasting(60, {}))),
  ];
  const others = (...these: readonly string[]) =>
    slice.alerts.map(({ id }) => id.replace(/^rabbitmq-/, "")).filter((id) => !these.includes(id));
  const only = (at: number, ...these: readonly string[]) => [
    ...these.map((id) => fires(id, at)),
    ...others(...these).map((id) => fires(id, at, false)),
  ];

  it("is nothing where all is well", async () => {
    expect(await complaint([...plugin(), exporter(), bindings(), ...longer], ...only(55))).toBe("");
  });

  it("is one page when the broker is down: neither its exporters nor queues that seem to be missing are told", async () => {
    const down = [...plugin(pods[0], 40), exporter(40), bindings(40), ...queues];
    expect(await complaint(down, fires("absent", 24, false), ...only(26, "absent"), ...only(58, "absent"))).toBe("");
  });

  it("is a ticket and no page when one node of three is away", async () => {
    const cluster = [...plugin(pods[0]), ...plugin(pods[1]), ...plugin(pods[2], 40), exporter(), bindings(), ...longer];
    expect(await complaint(cluster, value("absent", 40, [{}, 0.667]), ...only(55, "node"))).toBe("");
  });

  it("is a ticket when the exporter of the bindings is gone, or answers and knows none", async () => {
    const gone = [...plugin(), exporter(40), bindings(40), ...longer];
    expect(await complaint(gone, ...only(55, "exporter"))).toBe("");
    const empty = [...plugin(), exporter(), ...longer];
    expect(await complaint(empty, value("exporter", 20, [{ exporter: "bindings" }, 0]), ...only(55, "exporter"))).toBe(
      "",
    );
  });

  it("is a ticket when the broker has no queue of a pattern", async () => {
    const missing = [...plugin(), exporter(), bindings(), ...orders(...lasting(60, { arrive: 30, complete: 30 }))];
    expect(
      await complaint(
        missing,
        value("missing", 20, [{ queues: "orders" }, 1], [{ queues: "answers" }, 0], [{ queues: "crm" }, 0]),
        { expr: firing(rule("missing")), at: 55, samples: [[{}, 2]] },
      ),
    ).toBe("");
  });
});
