import type { Environment } from "../environments/environment";
import type { Finding } from "../findings/finding";
import { error, warning, within } from "../findings/finding";
import { checkCapacity } from "../logs/check-capacity";
import { bytesText, durationText } from "../units/text";
import { days, milliseconds } from "../units/quantities";
import type { Capacity } from "./capacity";
import type { Demand } from "./demand";
import { headroom, verdictOf } from "./demand";
import { keptBy, loadOfOne, mostSeries } from "./prometheus";
import { amountText, countText, needText, shareText } from "./text";

/**
 * Whether the environment has what the description will take, as far as it can be told before. What cannot be is an error,
 * what leaves less than a fifth a warning: estimates are no more exact than that.
 */
export const checkGrowth = (
  { name, prometheus, elk }: Pick<Environment, "name" | "prometheus" | "elk">,
  capacity: Capacity,
): Finding[] => [
  ...checkCapacity({ name, elk }, capacity.logging),
  ...within(name, [
    ...capacity.demands.flatMap((demand) => checkDemand(demand, capacity, prometheus)),
    ...checkOne(capacity, prometheus),
  ]).map((finding) => ({ ...finding, source: `environments/${name}.ts` })),
];

function checkDemand(demand: Demand, capacity: Capacity, prometheus: Environment["prometheus"]): Finding[] {
  const verdict = verdictOf(demand);
  if (verdict === "enough") return [];
  switch (`${demand.component} ${demand.of}`) {
    case "Prometheus memory":
      return [
        verdict === "near" ? memoryNear(demand, capacity, prometheus) : memoryTooSmall(demand, capacity, prometheus),
      ];
    case "Prometheus disk":
      return [verdict === "near" ? diskNear(demand, capacity, prometheus) : diskTooSmall(demand, capacity, prometheus)];
    case "Mimir, ingester memory":
    case "Mimir, ingester disk":
      return [ingesterSmall(demand, capacity)];
    case "Elasticsearch, hot memory":
    case "Elasticsearch, warm memory":
      return verdict === "too small" ? [memoryBehindDisk(demand)] : [];
    case "Elasticsearch, hot disk":
    case "Elasticsearch, warm disk":
    case "Elasticsearch shards":
    case "Elasticsearch indices":
      // What is beyond is an error of logs/check-capacity.ts.
      return verdict === "near" ? [logsNearLimit(demand)] : [];
    default:
      return [];
  }
}

type Prometheus = Environment["prometheus"];

/** Of those that one has. */
const countOf = ({ load }: Capacity, prometheus: Prometheus): string =>
  `${prometheus.longTerm ? `in each of ${prometheus.longTerm.shards} shards ` : ""}${countText(loadOfOne(load, prometheus).series)} series`;

const seriesText = (capacity: Capacity, prometheus: Prometheus): string =>
  `${countOf(capacity, prometheus)} of ${capacity.services} services and what belongs to them`;

const memoryTooSmall = (demand: Demand, capacity: Capacity, prometheus: Prometheus): Finding =>
  error({
    id: "prometheus-memory-too-small",
    where: "prometheus.memory",
    what: `${seriesText(capacity, prometheus)} take ${needText(demand)} of memory, and each replica has ${amountText(demand.has, demand.unit)}.`,
    why: "Prometheus is killed, reads its log back, and is killed again: nothing is measured and nothing alerts.",
    fix: `memory: gibibytes(${wholeGibibytes(demand)}), or fewer series: npm run capacity says who tells most.`,
  });

const memoryNear = (demand: Demand, capacity: Capacity, prometheus: Prometheus): Finding =>
  warning({
    id: "prometheus-memory-near",
    where: "prometheus.memory",
    what: `${seriesText(capacity, prometheus)} may take ${amountText(demand.needs.high, demand.unit)} of memory, ${shareText(demand)} of what each replica has.`,
    why: "after a deploy of everything, or with a wide question, it would be killed and read its log back for minutes.",
    fix: `memory: gibibytes(${wholeGibibytes(demand)}), or fewer series: npm run capacity says who tells most.`,
  });

const diskTooSmall = (demand: Demand, capacity: Capacity, prometheus: Prometheus): Finding =>
  error({
    id: "prometheus-disk-too-small",
    where: "prometheus.retentionSize",
    what: `${countOf(capacity, prometheus)} of ${durationText(prometheus.retention)} take ${needText(demand)}, and there may be ${bytesText(prometheus.retentionSize)}.`,
    why: `the oldest go first, after ${daysText(keptBy(loadOfOne(capacity.load, prometheus), prometheus.retentionSize).milliseconds)}: rules and panels that look back farther would be about less than they say.`,
    fix: `retentionSize: gibibytes(${wholeGibibytes(demand)}) with a volume to match, or a shorter retention.`,
  });

const diskNear = (demand: Demand, capacity: Capacity, prometheus: Prometheus): Finding =>
  warning({
    id: "prometheus-disk-near",
    where: "prometheus.retentionSize",
    what: `${countOf(capacity, prometheus)} may take ${amountText(demand.needs.high, demand.unit)} of disk, ${shareText(demand)} of what they may have.`,
    why: "with a few more the oldest samples would go before their time.",
    fix: `retentionSize: gibibytes(${wholeGibibytes(demand)}) with a volume to match, or a shorter retention.`,
  });

/** Several have a share each. */
function checkOne({ load }: Capacity, prometheus: Prometheus): Finding[] {
  const one = loadOfOne(load, prometheus).series;
  if (one <= mostSeries) return [];
  const { longTerm } = prometheus;
  return [
    warning({
      id: "prometheus-beyond-one",
      where: longTerm ? "prometheus.longTerm.shards" : "prometheus",
      what: `${countText(one)} series are to be kept by one Prometheus; from ${countText(mostSeries)} on there should be ${longTerm ? "more of them" : "several"}.`,
      why: "it fills half of a large node, and reads its log back for minutes after each restart, in which nothing alerts.",
      fix: longTerm
        ? `shards: ${Math.ceil((one * longTerm.shards) / mostSeries)}, or fewer series where nobody reads them.`
        : "fewer series where nobody reads them; else `longTerm`, shards before a store of all series: docs/capacity.md says in which order.",
    }),
  ];
}

const ingesterSmall = (demand: Demand, { load }: Capacity): Finding =>
  warning({
    id: "long-term-ingester-small",
    where: `prometheus.longTerm.ingester.${demand.of === "disk" ? "storage" : "memory"}`,
    what: `${countText(load.series)} series take ${needText(demand)} of ${demand.of} in each ingester, which has ${amountText(demand.has, demand.unit)}.`,
    why: "each of the three holds all of them: they would fail one like the other, and with two of them what is sent is refused.",
    fix: `${demand.of === "disk" ? "storage" : "memory"}: gibibytes(${wholeGibibytes(demand)}), or fewer series.`,
  });

const memoryBehindDisk = (demand: Demand): Finding =>
  warning({
    id: "elasticsearch-memory-behind-disk",
    where: `elk.elasticsearch.${demand.component.endsWith("hot") ? "hot" : "warm"}.memory`,
    what: `${needText(demand)} belong to what each node is to keep, and it has ${amountText(demand.has, demand.unit)}: ${demand.formula}.`,
    why: "searches read from the disk what others find in memory, and those of many days end in time-outs.",
    fix: `memory: gibibytes(${wholeGibibytes(demand)}), or more nodes.`,
  });

const logsNearLimit = (demand: Demand): Finding =>
  warning({
    id: "logs-near-limit",
    where: placeOf(demand),
    what: `${countOrBytes(demand)}, ${shareText(demand)} of the ${amountText(demand.has, demand.unit)} that there may be.`,
    why: "beyond, nothing is written any more or no index is made, of no component; and growth is not asked for leave.",
    fix: "more storage or nodes, fewer days, or less in the logs: docs/logging.md has the reckoning.",
  });

const placeOf = ({ component, of }: Demand): string => {
  if (of === "disk") return `elk.elasticsearch.${component.endsWith("hot") ? "hot" : "warm"}.storage`;
  return of === "shards" ? "elk.retention" : "elk.elasticsearch";
};

const countOrBytes = (demand: Demand): string =>
  demand.of === "disk" ? `logs take ${needText(demand)}` : `logs make ${needText(demand)} ${demand.of}`;

/** That leave the fifth that is asked for. */
const wholeGibibytes = ({ needs }: Demand): number => Math.ceil(needs.high / headroom / 2 ** 30);

const daysText = (kept: number): string => {
  const whole = Math.floor(kept / days(1).milliseconds);
  return whole >= 1
    ? durationText(days(whole))
    : durationText(milliseconds(Math.max(0, Math.floor(kept / 3_600_000) * 3_600_000)));
};
