/**
 * What the rules and alerts on nodes, and on what is not scraped, make of situations that they must tell apart, by the
 * real promtool.
 */
import { describe, expect, it, jest } from "@jest/globals";
import { up } from "../../signals/contracts/prometheus";
import { rabbitmqNode } from "../../signals/contracts/rabbitmq";
import { bindingInfo } from "../../signals/contracts/rabbitmq-bindings";
import { saturation } from "../../signals/saturation";
import { node } from "../../signals/use/broker";
import { rabbitmq } from "../../system/messaging";
import { gibibytes, mebibytes } from "../../units/quantities";
import { complaint, fires, jobs, orders, recorded, slice, targets, value } from "../support/live/broker-rules";
import { shaped } from "../../alerts/stories/series";
import { lasting, queueStory } from "../../alerts/use/stories/queues";

jest.setTimeout(60_000);

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

  it("has so much time left, from six hours on, as free space above the limit lasts", async () => {
    const filling = nodeStory({ differs: { diskFree: writing(100, 32, 1600) } });
    // 96 GiB last 25.6 hours.
    expect(await complaint(filling, value("disk", 5 * 60), value("disk", 12 * 60, [ofPod(), 13.6 * 3600]))).toBe("");
  });
});

describe("messages that reach no queue", () => {
  const counted = (metric: (typeof rabbitmqNode)["dropped"], values: string) =>
    shaped(metric, { job: jobs.nodes, protocol: "amqp091" }, values);

  it("are counted by their fate", async () => {
    const one = [counted(rabbitmqNode.dropped, "0x40 1x120"), counted(rabbitmqNode.returned, "0x160")];
    expect(
      await complaint(
        one,
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

  it("is a ticket, and one page later, when the broker is down: neither its exporters nor queues that seem to be missing are told", async () => {
    const down = [...plugin(pods[0], 40), exporter(40), bindings(40), ...queues];
    expect(
      await complaint(down, fires("absent", 24, false), ...only(26, "absent"), ...only(58, "absent", "absent-page")),
    ).toBe("");
  });

  it("is a ticket and no page when one node of three is away", async () => {
    const cluster = [...plugin(pods[0]), ...plugin(pods[1]), ...plugin(pods[2], 40), exporter(), bindings(), ...longer];
    expect(await complaint(cluster, value("absent", 40, [{}, 0.667]), ...only(55, "node"))).toBe("");
  });
});
