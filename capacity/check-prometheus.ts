import type { PrometheusSize } from "../environments/environment";
import type { Finding } from "../findings/finding";
import { error, warning } from "../findings/finding";
import { days, milliseconds } from "../units/quantities";
import { bytesText, durationText } from "../units/text";
import type { Capacity } from "./capacity";
import type { PrometheusDemand } from "./demand";
import { verdictOf } from "./demand";
import { keptBy, loadOfOne, mostSeries } from "./prometheus";
import { amountText, countText, needText, shareText, wholeGibibytes } from "./text";

/** What is found where each Prometheus has less than it needs, or hardly more. */
export function checkPrometheus(demand: PrometheusDemand, capacity: Capacity, prometheus: PrometheusSize): Finding[] {
  const isNear = verdictOf(demand) === "near";
  switch (demand.of) {
    case "memory":
      return [(isNear ? memoryNear : memoryTooSmall)(demand, capacity, prometheus)];
    case "disk":
      return [(isNear ? diskNear : diskTooSmall)(demand, capacity, prometheus)];
    case "processors":
      // They are requested and not limited: what a node has to spare is taken too (environments/size.ts).
      return [];
  }
}

/** How many series one Prometheus has, in words. */
const countOf = ({ load }: Capacity, prometheus: PrometheusSize): string =>
  `${prometheus.longTerm ? `in each of ${prometheus.longTerm.shards} shards ` : ""}${countText(loadOfOne(load, prometheus).series)} series`;

const seriesText = (capacity: Capacity, prometheus: PrometheusSize): string =>
  `${countOf(capacity, prometheus)} of ${capacity.services} services and what belongs to them`;

const memoryTooSmall = (demand: PrometheusDemand, capacity: Capacity, prometheus: PrometheusSize): Finding =>
  error({
    id: "prometheus-memory-too-small",
    where: "prometheus.memory",
    what: `${seriesText(capacity, prometheus)} take ${needText(demand)} of memory, and each replica has ${amountText(demand.has, demand.unit)}.`,
    why: "Prometheus is killed, reads its log back, and is killed again: nothing is measured and nothing alerts.",
    fix: `memory: gibibytes(${wholeGibibytes(demand)}), or fewer series: npm run capacity says who tells most.`,
  });

const memoryNear = (demand: PrometheusDemand, capacity: Capacity, prometheus: PrometheusSize): Finding =>
  warning({
    id: "prometheus-memory-near",
    where: "prometheus.memory",
    what: `${seriesText(capacity, prometheus)} may take ${amountText(demand.needs.high, demand.unit)} of memory, ${shareText(demand)} of what each replica has.`,
    why: "after a deploy of everything, or with a wide question, it would be killed and read its log back for minutes.",
    fix: `memory: gibibytes(${wholeGibibytes(demand)}), or fewer series: npm run capacity says who tells most.`,
  });

const diskTooSmall = (demand: PrometheusDemand, capacity: Capacity, prometheus: PrometheusSize): Finding =>
  error({
    id: "prometheus-disk-too-small",
    where: "prometheus.retentionSize",
    what: `${countOf(capacity, prometheus)} of ${durationText(prometheus.retention)} take ${needText(demand)}, and there may be ${bytesText(prometheus.retentionSize)}.`,
    why: `the oldest go first, after ${daysText(keptBy(loadOfOne(capacity.load, prometheus), prometheus.retentionSize).milliseconds)}: rules and panels that look back farther would be about less than they say.`,
    fix: `retentionSize: gibibytes(${wholeGibibytes(demand)}) with a volume to match, or a shorter retention.`,
  });

const diskNear = (demand: PrometheusDemand, capacity: Capacity, prometheus: PrometheusSize): Finding =>
  warning({
    id: "prometheus-disk-near",
    where: "prometheus.retentionSize",
    what: `${countOf(capacity, prometheus)} may take ${amountText(demand.needs.high, demand.unit)} of disk, ${shareText(demand)} of what they may have.`,
    why: "with a few more the oldest samples would go before their time.",
    fix: `retentionSize: gibibytes(${wholeGibibytes(demand)}) with a volume to match, or a shorter retention.`,
  });

/** What is found where one Prometheus is no longer the answer: of several, each has a share of the series. */
export function checkOne({ load }: Capacity, prometheus: PrometheusSize): Finding[] {
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

const daysText = (kept: number): string => {
  const whole = Math.floor(kept / days(1).milliseconds);
  return whole >= 1
    ? durationText(days(whole))
    : durationText(milliseconds(Math.max(0, Math.floor(kept / 3_600_000) * 3_600_000)));
};
