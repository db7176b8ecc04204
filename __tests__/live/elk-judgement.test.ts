/** When the alerts on the ELK cluster fire and when they stay quiet, by the real promtool: one healthy cluster, and what is changed of it. */
import { describe, expect, it, jest } from "@jest/globals";
import { elkAlerts } from "../../alerts/elk/alerts";
import { rulesOf } from "../../alerts/levels";
import { releases } from "../../environments/names";
import { elasticsearch } from "../../signals/contracts/elasticsearch";
import { logstash } from "../../signals/contracts/logstash";
import { up } from "../../signals/contracts/prometheus";
import { elkSignals } from "../../signals/elk-series";
import { recordingGroups } from "../../signals/recording";
import { platform } from "../../system/teams";
import type { InputSeries } from "../../alerts/stories/series";
import { shaped } from "../../alerts/stories/series";
import type { Expectation } from "../support/live/expectations";
import { complaintOf, firing } from "../support/live/expectations";

jest.setTimeout(60_000);

const complaint = complaintOf({ elk: { groups: recordingGroups("elk", elkSignals({ snapshots: true })) } });
const rules = rulesOf(Object.values(elkAlerts({ owner: platform, snapshots: true })));

/** Two samples a minute for three hours, and a day and a half more where something is slow. */
const samples = 360;
const steady = (value: number) => `${value}x${samples}`;
/** Healthy for half an hour, then something else. */
const from30 = (before: number, then: number) => `${before}x59 ${then}x${samples - 60}`;
const counting = (perSample: number) => `0+${perSample}x${samples}`;

const node = { node: "logs-es-hot-0" };
const job = { job: releases.elasticsearchExporter };
const pod = { job: releases.logstashExporter, node: "logs-ls-0" };

/** A cluster in which nothing is wrong, by what its exporters say. */
const healthy = {
  green: shaped(elasticsearch.status, { ...job, color: "green" }, steady(1)),
  yellow: shaped(elasticsearch.status, { ...job, color: "yellow" }, steady(0)),
  red: shaped(elasticsearch.status, { ...job, color: "red" }, steady(0)),
  unassigned: shaped(elasticsearch.unassigned, job, steady(0)),
  nodes: shaped(elasticsearch.nodes, job, steady(3)),
  dataNodes: shaped(elasticsearch.dataNodes, job, steady(3)),
  shards: shaped(elasticsearch.shards, job, steady(300)),
  maxShards: shaped(elasticsearch.maxShards, job, steady(1000)),
  blocked: shaped(elasticsearch.blocked, job, steady(0)),
  free: shaped(elasticsearch.diskFree, { ...job, ...node }, steady(50)),
  size: shaped(elasticsearch.diskSize, { ...job, ...node }, steady(100)),
  heap: shaped(elasticsearch.heapUsed, { ...job, ...node, area: "heap" }, steady(60)),
  heapMax: shaped(elasticsearch.heapMax, { ...job, ...node, area: "heap" }, steady(100)),
  index: shaped(elasticsearch.managed, { ...job, phase: "hot", step: "check-rollover-ready" }, steady(1)),
  snapshots: shaped(elasticsearch.snapshotsTaken, job, counting(0.1)),
  answers: shaped(elasticsearch.answers, { ...job, collector: "cluster-info" }, steady(1)),
  indexed: shaped(elasticsearch.indexed, { ...job, ...node }, counting(3000)),
  received: shaped(logstash.received, pod, counting(3000)),
  sent: shaped(logstash.sent, pod, counting(3000)),
  queued: shaped(logstash.queued, pod, steady(1)),
  queueLimit: shaped(logstash.queueLimit, pod, steady(100)),
  deadLetters: shaped(logstash.deadLetters, pod, steady(1)),
  elasticsearchUp: shaped(up, { ...job, port: "http" }, steady(1)),
  logstashUp: shaped(up, { ...pod, port: "http" }, steady(1)),
} satisfies Record<string, InputSeries>;

type Changes = Partial<Record<keyof typeof healthy, InputSeries>>;

/** How many instances of each alert fire at a time. */
function expected(at: number, fire: Readonly<Record<string, number>>): Expectation[] {
  const unknown = Object.keys(fire).filter((id) => !rules.some((rule) => rule.id === id));
  if (unknown.length > 0) throw new Error(`no alert ${unknown.join(", ")}`);
  return rules.map((rule) => ({
    expr: firing(rule),
    at,
    samples: Object.hasOwn(fire, rule.id) ? [[{}, fire[rule.id] ?? 0]] : [],
  }));
}

const told = (changes: Changes, ...whens: readonly (readonly [at: number, fire: Readonly<Record<string, number>>])[]) =>
  complaint(Object.values({ ...healthy, ...changes }), ...whens.flatMap(([at, fire]) => expected(at, fire)));

describe("a cluster in which nothing is wrong", () => {
  it("raises no alert", async () => {
    expect(await told({}, [60, {}], [170, {}])).toBe("");
  });

  it("raises none while a node restarts: copies are missing for a quarter of an hour", async () => {
    const restart = `0x59 5x29 0x${samples - 90}`;
    const yellow = shaped(elasticsearch.status, { ...job, color: "yellow" }, `0x59 1x29 0x${samples - 90}`);
    const unassigned = shaped(elasticsearch.unassigned, job, restart);
    expect(await told({ yellow, unassigned }, [40, {}], [44, {}], [60, {}])).toBe("");
  });

  it("raises none for a scrape of Logstash that fails, nor for its restart", async () => {
    const received = shaped(logstash.received, pod, `0+3000x99 0+3000x${samples - 100}`);
    const logstashUp = shaped(up, { ...pod, port: "http" }, `1x99 0x2 1x${samples - 103}`);
    expect(await told({ received, logstashUp }, [51, {}], [55, {}], [70, {}])).toBe("");
  });

  it("raises none for dead letters that expire", async () => {
    const deadLetters = shaped(logstash.deadLetters, pod, from30(100_000, 1));
    expect(await told({ deadLetters }, [60, {}])).toBe("");
  });
});

describe("of what goes wrong", () => {
  const after = 30;
  const ofNode = (metric: typeof elasticsearch.diskFree, then: number, before: number) =>
    shaped(metric, { ...job, ...node }, from30(before, then));

  it.each([
    ["a red cluster", "elk-red", { red: shaped(elasticsearch.status, { ...job, color: "red" }, from30(0, 1)) }, 5],
    [
      "shards without a node",
      "elk-unassigned",
      { unassigned: shaped(elasticsearch.unassigned, job, from30(0, 2)) },
      30,
    ],
    ["a disk at 81 %", "elk-disk", { free: ofNode(elasticsearch.diskFree, 19, 50) }, 15],
    ["closed indices", "elk-blocked", { blocked: shaped(elasticsearch.blocked, job, from30(0, 1)) }, 5],
    [
      "a heap at 91 %",
      "elk-heap",
      { heap: shaped(elasticsearch.heapUsed, { ...job, ...node, area: "heap" }, from30(60, 91)) },
      15,
    ],
    ["2,500 of 3,000 shards", "elk-shards", { shards: shaped(elasticsearch.shards, job, from30(300, 2500)) }, 60],
    [
      "an index that is stuck",
      "elk-lifecycle",
      { index: shaped(elasticsearch.managed, { ...job, step: "ERROR" }, from30(0, 1)) },
      60,
    ],
    [
      "no line any more",
      "elk-stopped",
      { received: shaped(logstash.received, pod, `0+3000x59 180000x${samples - 60}`) },
      16,
    ],
    [
      "lines that come and do not leave",
      "elk-not-leaving",
      { sent: shaped(logstash.sent, pod, `0+3000x59 180000x${samples - 60}`) },
      16,
    ],
    ["a queue half full", "elk-queue", { queued: shaped(logstash.queued, pod, from30(1, 51)) }, 15],
    ["dead letters", "elk-dead-letters", { deadLetters: shaped(logstash.deadLetters, pod, from30(1, 4000)) }, 5],
    [
      "Elasticsearch that does not answer",
      "elk-exporter",
      { answers: shaped(elasticsearch.answers, { ...job, collector: "cluster-info" }, from30(1, 0)) },
      15,
    ],
  ] satisfies readonly (readonly [string, string, Changes, number])[])(
    "%s fires %s alone, after its pending period and not before",
    async (_, id, changes, pending) => {
      const due = after + pending + 2;
      expect(await told(changes, [after + pending - 3, {}], [due, { [id]: 1 }])).toBe("");
    },
  );

  it("snapshots that fail are told two days after the last one, and not before", async () => {
    const minutes = (n: number) => 60 * n;
    const last = shaped(elasticsearch.snapshotsTaken, job, `4x120 5x${2 * minutes(52)}`);
    const rule = rules.find(({ id }) => id === "elk-snapshots");
    if (!rule) throw new Error("no alert elk-snapshots");
    expect(
      await complaint(
        [last],
        { expr: firing(rule), at: minutes(48), samples: [] },
        { expr: firing(rule), at: minutes(51), samples: [[{}, 1]] },
      ),
    ).toBe("");
  });

  it("of a cluster of yesterday, which has taken none yet, nobody is told", async () => {
    const young = shaped(elasticsearch.snapshotsTaken, job, `0x${2 * 60 * 30}`);
    const rule = rules.find(({ id }) => id === "elk-snapshots");
    if (!rule) throw new Error("no alert elk-snapshots");
    expect(await complaint([young], { expr: firing(rule), at: 60 * 29, samples: [] })).toBe("");
  });

  it("a silent exporter is told once, and its own alert alone", async () => {
    const gone = (metric: Parameters<typeof shaped>[0], labels: Parameters<typeof shaped>[1], value: string) =>
      shaped(metric, labels, `${value}x59 stale`);
    const changes = {
      received: shaped(logstash.received, pod, "0+3000x59 stale"),
      sent: shaped(logstash.sent, pod, "0+3000x59 stale"),
      queued: gone(logstash.queued, pod, "90"),
      queueLimit: gone(logstash.queueLimit, pod, "100"),
      deadLetters: gone(logstash.deadLetters, pod, "1"),
      logstashUp: shaped(up, { ...pod, port: "http" }, from30(1, 0)),
    };
    expect(await told(changes, [60, { "elk-exporter": 1 }])).toBe("");
  });
});
