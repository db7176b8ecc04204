import { describe, expect, it } from "@jest/globals";
import type { Capacity } from "../../capacity/capacity";
import { capacityOf } from "../../capacity/capacity";
import { checkGrowth } from "../../capacity/check";
import { verdictOf } from "../../capacity/demand";
import { elasticsearchDemands } from "../../capacity/elasticsearch";
import { mimirDemands } from "../../capacity/mimir";
import { keptBy, mostSeries, prometheusDemands } from "../../capacity/prometheus";
import { sum } from "../../capacity/series";
import { environments } from "../../environments";
import type { ElkSettings } from "../../environments/elk";
import { production } from "../../environments/production";
import type { Environment } from "../../environments/environment";
import { printFindings } from "../../findings/print";
import { system } from "../../system";
import type { Bytes } from "../../units/quantities";
import { cores, days, gibibytes, hours, mebibytes } from "../../units/quantities";
import { grown, longTerm } from "../support/long-term";
import { productionLogging as logging, productionSlices as slices } from "./production-slices";

const measured = { system, environment: production, slices, logging };
const usual = capacityOf(measured);

/** The same system with as many series as asked for. */
const withSeries = (series: number, { prometheus, elk }: Environment = production): Capacity => {
  const load = { series, recorded: series / 10 };
  return {
    ...usual,
    load,
    demands: [
      ...prometheusDemands(load, prometheus),
      ...(prometheus.longTerm ? mimirDemands(load, prometheus.longTerm) : []),
      ...elasticsearchDemands(logging, elk),
    ],
  };
};

const found = (capacity: Capacity, environment: Environment = production) =>
  checkGrowth(environment, capacity).map(({ severity, id, where }) => `${severity} ${id} ${where}`);

const sized = (changes: Partial<Environment["prometheus"]>): Environment => ({
  ...production,
  prometheus: { ...production.prometheus, ...changes },
});

it.each([...environments.values()])("nothing is found in $name as it is", (environment) => {
  expect(checkGrowth(environment, capacityOf({ ...measured, environment }))).toEqual([]);
});

describe("a verdict", () => {
  it.each([
    ["enough", { low: 1, high: 80 }],
    ["near", { low: 1, high: 81 }],
    ["near", { low: 100, high: 200 }],
    ["too small", { low: 101, high: 200 }],
    // What is no number is no reason to be at ease.
    ["too small", { low: NaN, high: NaN }],
  ] as const)("is %s of 100 for %o", (verdict, needs) => {
    expect(verdictOf({ needs, has: 100 })).toBe(verdict);
  });
});

describe("memory of Prometheus", () => {
  // 1,000,000 series: 1.97 to 11.7 GiB.
  const capacity = (memory: number) =>
    withSeries(1_000_000, sized({ memory: gibibytes(memory), retentionSize: gibibytes(900) }));

  it("is an error where even the least that series take is more", () => {
    expect(found(capacity(1.9))).toEqual(["error prometheus-memory-too-small production.prometheus.memory"]);
  });

  it("is a warning where the most may be more than four fifths", () => {
    expect(found(capacity(2))).toEqual(["warning prometheus-memory-near production.prometheus.memory"]);
    expect(found(capacity(14.6))).toEqual(["warning prometheus-memory-near production.prometheus.memory"]);
    expect(found(capacity(15))).toEqual([]);
  });
});

describe("disk of Prometheus", () => {
  const size = (gigabytes: number) => sized({ memory: gibibytes(64), retentionSize: gibibytes(gigabytes) });
  const capacity = (gigabytes: number) => withSeries(1_000_000, size(gigabytes));

  // 33,333 samples a second for 30 days: 80.5 GiB at a byte each, 161 at two, and 5.4 GiB of raw log.
  it("is an error where samples would go before their time, and says after how long", () => {
    const findings = checkGrowth(size(40), capacity(40));
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual([["prometheus-disk-too-small", "error"]]);
    expect(findings[0]?.why).toContain("after 12 d");
  });

  it("is a warning where it may be short", () => {
    expect(found(capacity(87))).toEqual(["warning prometheus-disk-near production.prometheus.retentionSize"]);
    expect(found(capacity(210))).toEqual([]);
  });

  it("keeps less and less with more and more series, and never less than nothing", () => {
    const kept = [1e5, 1e6, 1e7, 1e9].map((series) => keptBy({ series, recorded: 0 }, gibibytes(80)).milliseconds);
    expect(kept).toEqual([...kept].sort((a, b) => b - a));
    expect(kept.at(-1)).toBe(0);
  });
});

it("processors of Prometheus are requested and not limited, so that few of them are no finding", () => {
  const few = sized({ cpu: cores(0.001), memory: gibibytes(64), retentionSize: gibibytes(900) });
  const capacity = withSeries(1_000_000, few);
  expect(capacity.demands.filter((demand) => verdictOf(demand) !== "enough").map(({ of }) => of)).toEqual([
    "processors",
  ]);
  expect(found(capacity, few)).toEqual([]);
});

it("one Prometheus is too few from two million series on", () => {
  const huge = sized({ memory: gibibytes(512), retentionSize: gibibytes(9000) });
  expect(mostSeries).toBe(2 ** 21);
  expect(found(withSeries(mostSeries, huge))).toEqual([]);
  expect(found(withSeries(mostSeries + 1, huge))).toEqual(["warning prometheus-beyond-one production.prometheus"]);
});

describe("with a store of all series", () => {
  const shards = (count: number, ingester = longTerm.ingester) =>
    sized({
      memory: gibibytes(512),
      retentionSize: gibibytes(9000),
      longTerm: { ...longTerm, shards: count, ingester },
    });
  const large = { ...longTerm.ingester, memory: gibibytes(512), storage: gibibytes(900) };
  // A tenth of what there is comes from rules, and is in the store alone.
  const threeTimes = (3 * mostSeries) / 0.9;

  it("each Prometheus has a share of what is scraped, and one is too few only where that is too much", () => {
    expect(found(withSeries(threeTimes, shards(3, large)), shards(3, large))).toEqual([]);
    expect(found(withSeries(threeTimes + 9, shards(3, large)), shards(3, large))).toEqual([
      "warning prometheus-beyond-one production.prometheus.longTerm.shards",
    ]);
  });

  it("what is too little for all is enough for a share", () => {
    const [all, share] = [production, grown].map(({ prometheus }) =>
      prometheusDemands({ series: 1_000_000, recorded: 100_000 }, prometheus),
    );
    // Of memory and disk.
    expect(all?.slice(0, 2).map(verdictOf)).toEqual(["near", "too small"]);
    expect(share?.slice(0, 2).map(verdictOf)).toEqual(["enough", "enough"]);
  });

  it("ingesters, each of which has all, are told when they are small", () => {
    // A million series: 7.8 to 11.6 GiB of memory, 15.5 to 23.3 GiB of disk.
    const with1M = (memory: number, storage: number) => {
      const environment = shards(3, { ...large, memory: gibibytes(memory), storage: gibibytes(storage) });
      return found(withSeries(1_000_000, environment), environment);
    };
    expect(with1M(15, 30)).toEqual([]);
    expect(with1M(14, 30)).toEqual(["warning long-term-ingester-small production.prometheus.longTerm.ingester.memory"]);
    expect(with1M(15, 29)).toEqual([
      "warning long-term-ingester-small production.prometheus.longTerm.ingester.storage",
    ]);
  });

  it("its pods and disks cost money", () => {
    const [without, withStore] = [production, grown].map((environment) =>
      sum(capacityOf({ ...measured, environment }).costs.map(({ dollars }) => dollars)),
    );
    expect(withStore).toBeGreaterThan((without ?? 0) + 500);
  });
});

describe("Elasticsearch", () => {
  const withElk = (change: (elk: ElkSettings) => ElkSettings): string[] => {
    const environment = { ...production, elk: change(production.elk) };
    return found(capacityOf({ ...measured, environment }), environment);
  };
  const withHot = (changes: Partial<ElkSettings["elasticsearch"]["hot"]>) =>
    withElk((elk) => ({
      ...elk,
      elasticsearch: { ...elk.elasticsearch, hot: { ...elk.elasticsearch.hot, ...changes } },
    }));

  it("is told before its disks are full, and once when they are", () => {
    // 158 GiB of 170 and of 153.
    expect(withHot({ storage: gibibytes(100) })).toEqual([
      "warning logs-near-limit production.elk.elasticsearch.hot.storage",
    ]);
    expect(withHot({ storage: gibibytes(90) })).toEqual([
      "error logs-exceed-disk production.elk.elasticsearch.hot.storage",
    ]);
  });

  it("is told when its memory does not go with what it keeps", () => {
    expect(withHot({ memory: gibibytes(1) })).toEqual([
      "warning elasticsearch-memory-behind-disk production.elk.elasticsearch.hot.memory",
    ]);
  });

  it("is told before there are too many shards, and too many indices", () => {
    const withMasters = (memory: Bytes, retention: Partial<ElkSettings["retention"]> = {}) =>
      withElk((elk) => ({
        ...elk,
        retention: { ...elk.retention, ...retention },
        elasticsearch: {
          ...elk.elasticsearch,
          masters: { replicas: 3, cpu: production.exporter.cpu, memory, storage: gibibytes(10) },
        },
      }));
    // 5,274 shards of 6,000; 192 indices of 219.
    expect(withMasters(gibibytes(8), { rolloverAfter: hours(1.75) })).toEqual([
      "warning logs-near-limit production.elk.retention",
    ]);
    expect(withMasters(mebibytes(150))).toEqual(["warning logs-near-limit production.elk.elasticsearch"]);
  });
});

it("each finding names its figures, what comes of it and what to do", () => {
  const environment = sized({ memory: gibibytes(1), retention: days(90), retentionSize: gibibytes(40) });
  const capacity = withSeries(4_000_000, environment);
  expect(printFindings(checkGrowth(environment, capacity), "")).toMatchInlineSnapshot(`
   "error  prometheus-memory-too-small  environments/production.ts › production.prometheus.memory
     4,000,000 series of 3 services and what belongs to them take 7.69 to 46 GiB of memory, and each replica has 1 GiB.
     why   Prometheus is killed, reads its log back, and is killed again: nothing is measured and nothing alerts.
     fix   memory: gibibytes(58), or fewer series: npm run capacity says who tells most.

   error  prometheus-disk-too-small  environments/production.ts › production.prometheus.retentionSize
     4,000,000 series of 90 d take 987 GiB to 1.91 TiB, and there may be 40 GiB.
     why   the oldest go first, after 1 d: rules and panels that look back farther would be about less than they say.
     fix   retentionSize: gibibytes(2441) with a volume to match, or a shorter retention.

   warning  prometheus-beyond-one  environments/production.ts › production.prometheus
     4,000,000 series are to be kept by one Prometheus; from 2,100,000 on there should be several.
     why   it fills half of a large node, and reads its log back for minutes after each restart, in which nothing alerts.
     fix   fewer series where nobody reads them; else \`longTerm\`, shards before a store of all series: docs/capacity.md says in which order.

   "
  `);
});
