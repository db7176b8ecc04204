import { firesAt } from "../../../alerts/levels";
import { max, min, select, sum } from "../../../promql/build";
import { pods } from "../../../signals/use/pods";
import { query, stat } from "../../build";
import type { Panel } from "../../panel";
import type { Context } from "./context";
import { ofPods } from "./context";

const noValue = "No pods";

export const cpuNow = (context: Context): Panel =>
  stat("cpu-now", pods.cpu, {
    title: "CPU, fullest pod",
    noValue,
    thresholds: firesAt(context.alerts.cpu),
    queries: [query("CPU", max(ofPods(context, pods.cpu.percent)))],
  });

export const memoryNow = (context: Context): Panel =>
  stat("memory-now", pods.memory, {
    title: "Memory, fullest pod",
    noValue,
    thresholds: firesAt(context.alerts.memory),
    queries: [query("memory", max(ofPods(context, pods.memory.percent)))],
  });

export const memoryLeftNow = (context: Context): Panel =>
  stat("memory-left-now", pods.memoryLeft, {
    noValue: "No pod is old enough",
    thresholds: firesAt(context.alerts.leak),
    queries: [query("time", min(ofPods(context, pods.memoryLeft.time)))],
  });

export const missingNow = (context: Context): Panel =>
  stat("missing-now", pods.missing, {
    noValue: "None wanted",
    thresholds: firesAt(context.alerts.missing),
    queries: [query("missing", sum(select(pods.missing.ratio, { service: context.workload.name })))],
  });
