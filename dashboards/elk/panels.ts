import { select } from "../../promql/build";
import { elk } from "../../signals/elk";
import { alertPanel } from "../alert-panel";
import { graph, query } from "../build";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { half, quarter, third } from "./context";

export const health = ({ alerts }: Context): Panel => alertPanel(alerts.red, { ...third, legend: "level" });

export const unassigned = ({ alerts }: Context): Panel =>
  alertPanel(alerts.unassigned, { ...third, legend: "shards without a node" });

export const shards = ({ alerts }: Context): Panel => alertPanel(alerts.shardLimit, { ...third, legend: "shards" });

export const disks = ({ alerts }: Context): Panel => alertPanel(alerts.disk, { ...third, legend: "{{node}}" });

export const heap = ({ alerts }: Context): Panel => alertPanel(alerts.heap, { ...third, legend: "{{node}}" });

export const size: Panel = graph("size", elk.size, {
  ...third,
  description: "Which component takes the room.",
  queries: [query("{{data_stream}}", select(elk.size.bytes))],
});

export const flow = ({ alerts }: Context): Panel =>
  alertPanel(alerts.stopped, {
    ...quarter,
    description: "More that come than leave wait in the queue.",
    legend: "received",
    beside: [query("sent on", select(elk.flow.sent))],
  });

export const notLeaving = ({ alerts }: Context): Panel =>
  alertPanel(alerts.notLeaving, { ...quarter, title: "Lines that do not leave Logstash", legend: "stay" });

export const filebeat = ({ alerts }: Context): Panel =>
  alertPanel(alerts.filebeatMissing, { ...quarter, legend: "nodes" });

export const queue = ({ alerts }: Context): Panel => alertPanel(alerts.queueFull, { ...quarter, legend: "{{node}}" });

export const indexed: Panel = graph("indexed", elk.indexed, {
  ...third,
  queries: [query("stored", select(elk.indexed.rate))],
});

export const deadLetters = ({ alerts }: Context): Panel =>
  alertPanel(alerts.deadLetters, { ...third, legend: "{{node}}" });

export const blocked = ({ alerts }: Context): Panel =>
  alertPanel(alerts.blocked, { ...third, legend: "closed for writing" });

export const rejected: Panel = graph("rejected", elk.rejected, {
  ...third,
  queries: [query("{{node}}", select(elk.rejected.rate))],
});

export const lifecycle = ({ alerts }: Context): Panel => alertPanel(alerts.stuck, { ...half, legend: "stuck" });

export const snapshots = ({ alerts }: Context): Panel[] =>
  alerts.snapshotMissing ? [alertPanel(alerts.snapshotMissing, { ...half, legend: "within two days" })] : [];

export const exporters = ({ alerts }: Context): Panel => alertPanel(alerts.absent, { ...half, legend: "{{exporter}}" });
