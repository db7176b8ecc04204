import { throttledFrom } from "../../../alerts/use/workload";
import { statedLimits } from "../../../model/workload";
import { pods } from "../../../signals/use/pods";
import { bytesText, percentText } from "../../../units/text";
import { alertPanel } from "../../alert-panel";
import { graph } from "../../build";
import type { Panel } from "../../panel";
import type { Context } from "./context";
import { eachPod } from "./context";

const fullest = "Of each pod, the container that is closest to its own limit: there it is throttled or killed.";

export const cpu = (context: Context): Panel => {
  const { cpu: limit } = statedLimits(context.workload);
  return alertPanel(context.alerts.cpu, {
    description: `${fullest} Of its request where it has no limit.${limit ? ` A pod has ${limit.cores} cores, as it is described.` : ""} The alert counts a pod only while it is throttled in ${percentText(throttledFrom)} of the time.`,
    legend: "as alerted",
    beside: [eachPod(context, pods.cpu.percent)],
  });
};

export const memory = (context: Context): Panel =>
  alertPanel(context.alerts.memory, {
    description: fullest,
    legend: "fullest",
    beside: [eachPod(context, pods.memory.percent)],
  });

export const memoryUsed = (context: Context): Panel => {
  const { memory: limit } = statedLimits(context.workload);
  return graph("memory-used", pods.memory, {
    title: "Memory used",
    description: `Without files that the kernel can drop first.${limit ? ` The line is the limit of a pod as it is described, ${bytesText(limit)}.` : ""}`,
    unit: "bytes",
    ...(limit && { thresholds: [{ above: limit.bytes }] }),
    queries: [eachPod(context, pods.memory.used)],
  });
};
