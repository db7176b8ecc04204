import { describe, expect, it } from "@jest/globals";
import { packOf } from "../../benchmark/pack";
import { peers } from "../../benchmark/peers";
import { mixins } from "../../benchmark/peers/mixins";
import type { Peer } from "../../benchmark/peers/peer";
import { promql } from "../../benchmark/peers/peer";
import { thresholds } from "../../benchmark/peers/thresholds";
import { production } from "../../environments/production";
import { createChecker } from "../../promql/check";
import { recorded } from "../../promql/metric";
import { print } from "../../promql/print";
import { queryableMetrics } from "../../signals/contracts/queryable";
import { targetsOf } from "../../scenarios/targets";
import { everythingTold } from "../../simulation/world/raw-series";
import { reachOf, readsOf } from "../../simulation/world/reads";
import { timelineOf } from "../../simulation/world/timeline";
import { system } from "../../system";
import { seconds } from "../../units/quantities";
import { promDuration } from "../../units/text";
import { plain } from "../support/plain-text";
import { moments, scenarioOf } from "../simulation/world/support";

const setting = { system, environment: production };

const told = everythingTold({
  ...setting,
  seed: 1,
  scenario: scenarioOf(),
  timeline: timelineOf(moments),
  targets: targetsOf(system, production),
});

describe.each(peers.map((peer) => [peer.name, peer] as const))("the rules of %s", (_, peer) => {
  const { alerts, recorded: rules } = peer.rules(setting);
  const written = [...new Set(rules.map(({ record }) => record))].map((name) =>
    recorded(name, ["sloth_id"], "a ratio"),
  );
  const check = createChecker({ metrics: queryableMetrics(written), allowVariables: false });

  it("ask only for what the exporters here measure, and make sense", () => {
    const { alerts: deployed, recorded: all } = packOf(peer, system, production);
    const findings = [...deployed, ...all].flatMap(({ text }) =>
      check(text).findings.map(({ id, what }) => `${id}: ${what} ${text}`),
    );
    expect(findings).toEqual([]);
  });

  it("find the series that they name in the world that is played, all but those of what was killed", () => {
    const read = readsOf({ asked: [...alerts, ...rules].map(({ expr }) => expr), recorded: new Map() });
    const unknown = [...read.keys()].filter(
      (name) => !name.startsWith("slo:") && !told.some((one) => one.metric.name === name),
    );
    expect(unknown.filter((name) => name !== "kube_pod_container_status_last_terminated_reason")).toEqual([]);
    for (const [name, those] of read)
      for (const one of those) {
        const found = told.some(
          ({ metric, labels }) => reachOf(new Map([[name, [one]]]), metric.name, labels) !== undefined,
        );
        if (!unknown.includes(name) && !name.startsWith("slo:"))
          expect([name, one.matchers, found]).toEqual([name, one.matchers, true]);
      }
  });

  it("are about every thing that is described", () => {
    const about = new Set(alerts.map(({ of }) => of.name));
    const things = [...system.services, ...system.resources].map(({ name }) => name);
    expect(things.filter((name) => !about.has(name))).toEqual([]);
  });

  it("name where they were read, at which commit, under which licence", () => {
    for (const { repository, commit, licence } of peer.sources) {
      expect(repository).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/);
      expect(commit).toMatch(/^[0-9a-f]{40}$/);
      expect(licence).toMatch(/^(Apache-2\.0|MPL-2\.0|CC BY 4\.0)$/);
    }
  });

  it("carry what this project's routing goes by, so that both are grouped alike", () => {
    const teams = Object.keys(production.notifications.teams);
    for (const { labels } of packOf(peer, system, production).alerts) {
      expect(teams).toContain(labels.owner);
      expect(["page", "ticket"]).toContain(labels.severity);
      expect([labels.service, labels.resource].filter(Boolean).length).toBeLessThan(2);
    }
  });
});

describe("what the peers ask, as it was published", () => {
  const onOneLine = (text: string) =>
    text
      .trim()
      .replace(/\s+/g, " ")
      .replace(/(?<=\() | (?=\))/g, "");

  /** Severity, for how long, and the query; of rules that are said again about other things only the first. */
  const asked = (peer: Peer) => {
    const first = new Map<string, string>();
    for (const { of, name, severity, pendingFor, keepFiringFor, above, expr } of peer.rules(setting).alerts) {
      const rule = `${name}, ${severity}`;
      if (!["crm-api", "shop-db", "rabbitmq"].includes(of.name) || first.has(rule)) continue;
      const long =
        promDuration(pendingFor ?? seconds(0)) + (keepFiringFor ? ` and ${promDuration(keepFiringFor)} on` : "");
      const query = onOneLine(print(expr)) + (above === undefined ? "" : ` > ${above}`);
      first.set(rule, `${severity} | ${long} | ${query}`);
    }
    return plain([...first.values()].join("\n"));
  };

  it("by thresholds", () => {
    expect(asked(thresholds)).toMatchInlineSnapshot(`
     critical | 1m | sum by (service) (rate(traces_span_metrics_calls_total{service="crm-api",http_status_code=~"5.."}[3m])) / sum by (service) (rate(traces_span_metrics_calls_total{service="crm-api"}[3m])) * 100 > 5 and sum by (service) (rate(traces_span_metrics_calls_total{service="crm-api"}[3m])) > 0
     critical | 1m | sum by (service) (rate(traces_span_metrics_calls_total{service="crm-api",http_status_code=~"4.."}[3m])) / sum by (service) (rate(traces_span_metrics_calls_total{service="crm-api"}[3m])) * 100 > 5 and sum by (service) (rate(traces_span_metrics_calls_total{service="crm-api"}[3m])) > 0
     warning | 1m | histogram_quantile(0.99, sum by (service, le) (rate(traces_span_metrics_duration_seconds_bucket{service="crm-api"}[2m]))) > 1
     critical | 1m | probe_success{service="crm-api"} == 0
     warning | 1m | probe_duration_seconds{service="crm-api"} > 1
     critical | 1m | pg_up{db_instance="shop-db"} == 0
     critical | 1m | sum by (job, db_instance) (pg_stat_activity_count{db_instance="shop-db"}) >= min by (job, db_instance) (pg_settings_max_connections{db_instance="shop-db"}) - 3
     warning | 2m | sum by (job, db_instance) (pg_stat_activity_count{db_instance="shop-db"}) > (min by (job, db_instance) (pg_settings_max_connections{db_instance="shop-db"}) - 3) * 0.8
     critical | 2m | sum by (datname) (pg_stat_activity_count{db_instance="shop-db"}) < 5
     warning | 2m | pg_long_running_transactions_oldest_timestamp_seconds{db_instance="shop-db"} > 2 * 60
     warning | 5m | sum by (datname) (rate(pg_stat_database_blks_hit{db_instance="shop-db"}[5m])) / (sum by (datname) (rate(pg_stat_database_blks_hit{db_instance="shop-db"}[5m])) + sum by (datname) (rate(pg_stat_database_blks_read{db_instance="shop-db"}[5m]))) < 0.98
     warning | 0s | increase(pg_stat_database_deadlocks{db_instance="shop-db"}[2m]) > 5
     warning | 5m | aws_rds_free_storage_space_average{resource="shop-db"} < 2000000000
     warning | 15m | aws_rds_cpuutilization_average{resource="shop-db"} > 90
     critical | 1m | sum(up{job="use-rabbitmq-nodes"}) < 3
     critical | 1m | rabbitmq_alarms_memory_used_watermark{job="use-rabbitmq-nodes"} > 0
     warning | 2m | rabbitmq_process_resident_memory_bytes{job="use-rabbitmq-nodes"} / rabbitmq_resident_memory_limit_bytes{job="use-rabbitmq-nodes"} * 100 > 90
     critical | 1m | rabbitmq_alarms_free_disk_space_watermark{job="use-rabbitmq-nodes"} > 0
     warning | 1h | predict_linear(rabbitmq_disk_space_available_bytes{job="use-rabbitmq-nodes"}[1d], 24 * 3600) < rabbitmq_disk_space_available_limit_bytes{job="use-rabbitmq-nodes"}
     warning | 1m | sum by (queue) (rabbitmq_detailed_queue_messages_ready{job="use-rabbitmq-queues"}) > 1000
     warning | 1m | sum by (queue) (rabbitmq_detailed_queue_messages_unacked{job="use-rabbitmq-queues"}) > 1000
     warning | 1m | sum by (queue) (rabbitmq_detailed_queue_consumers{job="use-rabbitmq-queues"}) < 1
     critical | 5m | sum by (queue) (rabbitmq_detailed_queue_consumers{job="use-rabbitmq-queues"}) == 0
     warning | 2m | increase(rabbitmq_global_messages_unroutable_returned_total{job="use-rabbitmq-nodes"}[5m]) > 3 or increase(rabbitmq_global_messages_unroutable_dropped_total{job="use-rabbitmq-nodes"}[5m]) > 3
     critical | 2m | aws_rds_free_storage_space_average{resource="shop-db"} / 214748364800 * 100 < 10
     warning | 0s | predict_linear(aws_rds_free_storage_space_average{resource="shop-db"}[6h:5m], 4 * 24 * 3600) < 0
     critical | 1m | sum by (job, instance) (up{job="red-crm-api"} == 0) unless on (job) sum by (job) (up{job="red-crm-api"}) == 0
     critical | 1m | sum by (job) (up{job="red-crm-api"}) == 0
     critical | 1m | absent(up{job="red-crm-api"})
    `);
  });

  it("by the mixins", () => {
    expect(asked(mixins)).toMatchInlineSnapshot(`
     critical | 0s | max by (sloth_id) (slo:sli_error:ratio_rate5m{sloth_id="crm-api-availability-all"}) > 0.072 and max by (sloth_id) (slo:sli_error:ratio_rate1h{sloth_id="crm-api-availability-all"}) > 0.072 or max by (sloth_id) (slo:sli_error:ratio_rate30m{sloth_id="crm-api-availability-all"}) > 0.03 and max by (sloth_id) (slo:sli_error:ratio_rate6h{sloth_id="crm-api-availability-all"}) > 0.03
     warning | 0s | max by (sloth_id) (slo:sli_error:ratio_rate2h{sloth_id="crm-api-availability-all"}) > 0.015 and max by (sloth_id) (slo:sli_error:ratio_rate1d{sloth_id="crm-api-availability-all"}) > 0.015 or max by (sloth_id) (slo:sli_error:ratio_rate6h{sloth_id="crm-api-availability-all"}) > 0.005 and max by (sloth_id) (slo:sli_error:ratio_rate3d{sloth_id="crm-api-availability-all"}) > 0.005
     critical | 0s | max by (sloth_id) (slo:sli_error:ratio_rate5m{sloth_id="crm-api-latency-all"}) > 0.72 and max by (sloth_id) (slo:sli_error:ratio_rate1h{sloth_id="crm-api-latency-all"}) > 0.72 or max by (sloth_id) (slo:sli_error:ratio_rate30m{sloth_id="crm-api-latency-all"}) > 0.3 and max by (sloth_id) (slo:sli_error:ratio_rate6h{sloth_id="crm-api-latency-all"}) > 0.3
     warning | 0s | max by (sloth_id) (slo:sli_error:ratio_rate2h{sloth_id="crm-api-latency-all"}) > 0.15 and max by (sloth_id) (slo:sli_error:ratio_rate1d{sloth_id="crm-api-latency-all"}) > 0.15 or max by (sloth_id) (slo:sli_error:ratio_rate6h{sloth_id="crm-api-latency-all"}) > 0.05 and max by (sloth_id) (slo:sli_error:ratio_rate3d{sloth_id="crm-api-latency-all"}) > 0.05
     critical | 1m | aws_rds_free_storage_space_average{resource="shop-db"} / 214748364800 < 0.03
     warning | 1h | aws_rds_free_storage_space_average{resource="shop-db"} / 214748364800 < 0.15 and predict_linear(aws_rds_free_storage_space_average{resource="shop-db"}[6h], 4 * 24 * 3600) < 0
     warning | 1m | sum by (db_instance) (pg_stat_activity_count{db_instance="shop-db"}) >= sum by (db_instance) (pg_settings_max_connections{db_instance="shop-db"}) - 3
     warning | 10m | sum by (db_instance) (pg_stat_activity_count{db_instance="shop-db"}) > (sum by (db_instance) (pg_settings_max_connections{db_instance="shop-db"}) - 3) * 0.8
     warning | 1m | pg_up{db_instance="shop-db"} != 1
     warning | 5m | avg by (datname, db_instance) (rate(pg_stat_database_blks_hit{db_instance="shop-db"}[5m]) / (rate(pg_stat_database_blks_hit{db_instance="shop-db"}[5m]) + rate(pg_stat_database_blks_read{db_instance="shop-db"}[5m]))) < 0.98
     warning | 5m | max by (datname, db_instance) (rate(pg_stat_database_deadlocks{db_instance="shop-db"}[5m]) * 60) > 5
     warning | 0s and 5m on | max(max_over_time(rabbitmq_alarms_memory_used_watermark{job="use-rabbitmq-nodes"}[5m])) > 0
     warning | 0s and 5m on | max(max_over_time(rabbitmq_alarms_free_disk_space_watermark{job="use-rabbitmq-nodes"}[5m])) > 0
     warning | 5m | sum(up{job="use-rabbitmq-nodes"}) <= 3 / 2
     warning | 10m | (rabbitmq_detailed_queue_consumers{job="use-rabbitmq-queues"} == 0) + rabbitmq_detailed_queue_messages{job="use-rabbitmq-queues"} > 0
     warning | 10m | avg_over_time(rabbitmq_detailed_queue_messages{job="use-rabbitmq-queues"}[10m]) - avg_over_time(rabbitmq_detailed_queue_messages{job="use-rabbitmq-queues"}[10m] offset 1m) > 1
     warning | 1h | predict_linear(rabbitmq_disk_space_available_bytes{job="use-rabbitmq-nodes"}[1d], 60 * 60 * 24) < rabbitmq_disk_space_available_limit_bytes{job="use-rabbitmq-nodes"} and count_over_time(rabbitmq_disk_space_available_limit_bytes{job="use-rabbitmq-nodes"}[2h] offset 22h) > 0
     warning | 0s | sum(increase(rabbitmq_global_messages_unroutable_dropped_total{job="use-rabbitmq-nodes"}[5m])) >= 1 or sum(increase(rabbitmq_global_messages_unroutable_returned_total{job="use-rabbitmq-nodes"}[5m])) >= 1
     warning | 10m | 100 * (count by (job) (up{job="red-crm-api"} == 0) / count by (job) (up{job="red-crm-api"})) > 10
    `);
  });

  it("by Sloth, whose recording rules look back as far as their names say", () => {
    const { recorded: rules } = mixins.rules(setting);
    for (const { record, text } of rules)
      for (const [, window] of text.matchAll(/\[(\w+)\]/g)) expect(record).toBe(`slo:sli_error:ratio_rate${window}`);
    const shortest = rules.filter(({ group, record }) => group === "sloth-crm-api" && record.endsWith("_rate5m"));
    expect(plain(shortest.map(({ text }) => onOneLine(text)).join("\n"))).toMatchInlineSnapshot(`
     label_replace(sum(rate(traces_span_metrics_calls_total{service="crm-api",http_status_code=~"5.."}[5m])) / sum(rate(traces_span_metrics_calls_total{service="crm-api"}[5m])), "sloth_id", "crm-api-availability-all", "", "")
     label_replace(sum(rate(traces_span_metrics_duration_seconds_count{service="crm-api"}[5m]) - ignoring (le) rate(traces_span_metrics_duration_seconds_bucket{service="crm-api",le="1.0"}[5m])) / sum(rate(traces_span_metrics_duration_seconds_count{service="crm-api"}[5m])), "sloth_id", "crm-api-latency-all", "", "")
    `);
  });
});

it("a peer's rule fires at whatever has a value, and its severity is who hears of it", () => {
  const peer = {
    name: "example",
    title: "",
    sources: [],
    rules: () => ({
      recorded: [],
      alerts: (["critical", "warning", "info"] as const).map((severity) => ({
        name: "Down",
        severity,
        of: system.platformTeam,
        expr: promql("up == 0"),
      })),
    }),
  };
  const { alerts } = packOf(peer, system, production);
  expect(alerts.map(({ labels, fires }) => [labels.severity, fires])).toEqual([
    ["page", { above: -Infinity }],
    ["ticket", { above: -Infinity }],
    ["ticket", { above: -Infinity }],
  ]);
});

it("what is no PromQL is no rule", () => {
  expect(() => promql("sum(up")).toThrow(/sum\(up is no PromQL/);
});
