import { describe, expect, it } from "@jest/globals";
import type { Fault } from "../../../scenarios/fault";
import type { Labels } from "../../../promql/labels";
import { days, gibibytes, hours, minutes, percent } from "../../../units/quantities";
import { countedBetween, moments, played, seriesOf, valueAt } from "./support";

const ofPods = [
  "container_cpu_usage_seconds_total",
  "container_cpu_cfs_periods_total",
  "container_cpu_cfs_throttled_periods_total",
  "kube_pod_container_info",
  "kube_pod_container_status_restarts_total",
  "kube_pod_container_status_last_terminated_reason",
];

const from = minutes(30);
const until = minutes(90);

/** Values of the first series that it is, at some minutes of the scenario. */
const at = (minutesOf: readonly number[], faults: readonly Fault[], name: string, labels: Labels = {}) => {
  const [series] = seriesOf(played(faults, [name]), name, labels);
  return minutesOf.map((minute) => series && valueAt(series, minute));
};

describe("pods", () => {
  it("leak, are killed at their limit, and say so", () => {
    const leak: Fault = { kind: "pod-memory", of: "mes-api", pods: 1, to: percent(140), from, until, shape: "ramp" };
    const all = played([leak], ofPods);
    const [restarts] = seriesOf(all, "kube_pod_container_status_restarts_total");
    const [killed] = seriesOf(all, "kube_pod_container_status_last_terminated_reason");
    expect(restarts && [20, 89].map((minute) => valueAt(restarts, minute))).toEqual([0, 1]);
    expect(killed?.labels.reason).toBe("OOMKilled");
    expect(killed && [20, 89].map((minute) => valueAt(killed, minute))).toEqual([NaN, 1]);
  });

  it("never take more CPU than their limit, and are throttled instead", () => {
    const all = played([{ kind: "pod-cpu", of: "mes-api", to: percent(150), from, until }], ofPods);
    const pods = seriesOf(all, "container_cpu_usage_seconds_total");
    const perSecond = countedBetween(pods, 35, 85) / 3000 / pods.length;
    expect(perSecond).toBeCloseTo(2, 1);
    const share =
      countedBetween(seriesOf(all, "container_cpu_cfs_throttled_periods_total"), 35, 85) /
      countedBetween(seriesOf(all, "container_cpu_cfs_periods_total"), 35, 85);
    expect(share).toBeGreaterThan(0.3);
  });

  it("are replaced by a deploy, one after the other", () => {
    const all = played([{ kind: "deploy", of: "mes-api", failing: percent(1), from }], ofPods);
    const running = (minute: number) =>
      seriesOf(all, "kube_pod_container_info").filter((series) => !Number.isNaN(valueAt(series, minute))).length;
    expect([29, 31, 60].map(running)).toEqual([3, 3, 3]);
    expect(new Set(seriesOf(all, "kube_pod_container_info").map(({ labels }) => labels.pod)).size).toBe(6);
  });
});

describe("queues", () => {
  const inQueue = { queue: "mes.orders" };
  const waiting = "rabbitmq_detailed_queue_messages_ready";

  it("are nearly empty on a healthy day", () => {
    const [ready] = seriesOf(played([], [waiting]), waiting, inQueue);
    expect(Math.max(...(ready?.values ?? [NaN]))).toBeLessThan(10);
  });

  it("fill while nobody consumes, and are emptied afterwards", () => {
    const gone: Fault = { kind: "queue-consumers", of: "rabbitmq", ...inQueue, left: 0, from, until };
    const [before = 0, during = 0, later = 0] = at(
      [29, 89, 119],
      [gone],
      "rabbitmq_detailed_queue_messages_ready",
      inQueue,
    );
    expect(before).toBeLessThan(10);
    expect(during).toBeGreaterThan(3000);
    expect(later).toBeLessThan(during / 2);
    expect(at([29, 60, 95], [gone], "rabbitmq_detailed_queue_consumers", inQueue)).toEqual([3, 0, 3]);
    // With the last consumer its channel is gone.
    expect(at([60], [gone], "rabbitmq_detailed_channel_messages_acked_total", inQueue)).toEqual([NaN]);
  });

  it("keep what consumers hold that hang", () => {
    const hang: Fault = { kind: "queue-consume", of: "rabbitmq", ...inQueue, times: 0, from, until };
    expect(at([80], [hang], "rabbitmq_detailed_queue_messages_unacked", inQueue)).toEqual([30]);
  });

  it("are published into by nobody while the broker blocks", () => {
    const blocked: Fault = { kind: "broker-disk", of: "rabbitmq", to: percent(100), from, until };
    const all = played(
      [blocked],
      ["rabbitmq_detailed_queue_messages_published_total", "rabbitmq_alarms_free_disk_space_watermark"],
    );
    const published = seriesOf(all, "rabbitmq_detailed_queue_messages_published_total", inQueue);
    expect(countedBetween(published, 35, 85)).toBe(0);
    expect(countedBetween(published, 0, 29)).toBeGreaterThan(1000);
    const alarms = seriesOf(all, "rabbitmq_alarms_free_disk_space_watermark");
    expect(alarms.map((alarm) => valueAt(alarm, 60))).toEqual([1, 0, 0]);
  });
});

describe("databases", () => {
  it("fill evenly, as CloudWatch tells a minute later", () => {
    const fills: Fault = { kind: "database-storage", of: "shop-db", to: percent(90), from, until, shape: "ramp" };
    const [before = 0, half = 0, end = 0] = at([29, 60, 89.5], [fills], "aws_rds_free_storage_space_average");
    const share = (free: number) => 1 - free / gibibytes(200).bytes;
    expect(share(before)).toBeCloseTo(0.52, 2);
    expect(share(half)).toBeCloseTo(0.71, 1);
    expect(share(end)).toBeCloseTo(0.9, 1);
  });

  it("that cannot be reached tell nothing but that, and CloudWatch goes on", () => {
    const gone: Fault = { kind: "database-unreachable", of: "shop-db", from, until };
    expect(at([60], [gone], "pg_up")).toEqual([0]);
    expect(at([60], [gone], "pg_settings_max_connections")).toEqual([NaN]);
    expect(at([60], [gone], "aws_rds_database_connections_average")).toEqual([0]);
  });

  it("have a transaction that grows old while nobody ends it", () => {
    const open: Fault = { kind: "database-transaction", of: "shop-db", from };
    const [seconds = 0] = at([90], [open], "pg_long_running_transactions_oldest_timestamp_seconds");
    expect(seconds).toBeCloseTo(3600, -2);
  });
});

describe("probes", () => {
  it("fail from everywhere when nothing comes through, and from one place when that alone is cut off", () => {
    const answered = (fault: Fault) =>
      seriesOf(played([fault], ["probe_success"]), "probe_success", { service: "shop-api" }).map(
        ({ labels, values }, index, all) => [
          labels.place,
          all[index] && values.length > 0 ? valueAt(all[index], 60) : undefined,
        ],
      );
    expect(answered({ kind: "ingress", of: "shop-api", lost: percent(100), from, until })).toEqual([
      ["cluster", 0],
      ["ireland", 0],
    ]);
    expect(answered({ kind: "ingress", of: "shop-api", lost: percent(5), places: ["ireland"], from, until })).toEqual([
      ["cluster", 1],
      ["ireland", 0],
    ]);
    // A cheap route needs no database.
    expect(answered({ kind: "database-unreachable", of: "shop-db", from, until })).toEqual([
      ["cluster", 1],
      ["ireland", 1],
    ]);
  });
});

describe("a bucket", () => {
  it("is as large as AWS measured it at the midnight before the last", () => {
    const grown = (since: number): Fault => ({ kind: "bucket-size", of: "shop-media", times: 1.5, from: hours(since) });
    const size = (faults: readonly Fault[]) => at([30], faults, "aws_s3_bucket_size_bytes_average")[0] ?? NaN;
    expect(size([grown(-48)]) / size([])).toBeCloseTo(1.5, 6);
    expect(size([grown(-10)]) / size([])).toBe(1);
  });
});

describe("the monitoring itself", () => {
  it("fills its storage, and says of how much", () => {
    const fills: Fault = { kind: "prometheus-storage", to: percent(90), from, until, shape: "ramp" };
    const parts = ["storage_blocks", "wal_storage_size", "head_chunks_storage_size"];
    const limit = "prometheus_tsdb_retention_limit_bytes";
    const names = parts.map((part) => `prometheus_tsdb_${part}_bytes`);
    const all = played([fills], [...names, limit]);
    const sumOf = (minute: number, those: readonly string[]) =>
      those.reduce((sum, name) => sum + seriesOf(all, name).reduce((of, one) => of + valueAt(one, minute), 0), 0);
    const share = (minute: number) => sumOf(minute, names) / sumOf(minute, [limit]);
    expect([20, 60, 89.5].map((minute) => Math.round(100 * share(minute)))).toEqual([70, 80, 90]);
  });

  it("counts what fails of a rule group", () => {
    const fails: Fault = { kind: "rules-failing", group: "red-shop-api", share: percent(30), from, until };
    const all = played([fails], ["prometheus_rule_evaluations_total", "prometheus_rule_evaluation_failures_total"]);
    const of = (name: string, group: string) =>
      countedBetween(
        seriesOf(all, name).filter(({ labels }) => labels.rule_group?.endsWith(`;${group}`)),
        35,
        85,
      );
    const share = (group: string) =>
      of("prometheus_rule_evaluation_failures_total", group) / of("prometheus_rule_evaluations_total", group);
    expect(share("red-shop-api")).toBeCloseTo(0.3, 2);
    expect(share("red-mes-api")).toBe(0);
  });
});

describe("the certificate of the monitoring itself", () => {
  it("is far from its end, whatever happens to what is monitored", () => {
    const name = "probe_ssl_earliest_cert_expiry";
    const expires = (job: string, faults: readonly Fault[]) => at([0, 60, 119], faults, name, { job });
    const none: Fault = { kind: "ingress", of: "shop-api", lost: percent(100), from, until };
    const [first = NaN, ...others] = expires("platform-certificate", [none]);
    expect(first * 1000 - moments.begins).toBeGreaterThan(days(30).milliseconds);
    expect(others).toEqual([first, first]);
    expect(expires("probe-cluster", [none])[1]).toBeNaN();
  });

  it("is unknown where the exporter that asks for it is gone", () => {
    const gone: Fault = { kind: "exporter-down", job: "platform-certificate", from, until };
    expect(at([60], [gone], "probe_ssl_earliest_cert_expiry", { service: "platform" })).toEqual([NaN]);
    expect(at([60], [gone], "up", { job: "platform-certificate" })).toEqual([0]);
  });
});
