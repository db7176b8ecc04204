import { leak } from "../../../signals/use/workload";
import { pods } from "../../../signals/use/pods";
import { durationText, percentText } from "../../../units/text";
import { alertPanel } from "../../alert-panel";
import { graph } from "../../build";
import type { Panel } from "../../panel";
import type { Context } from "./context";
import { eachPod } from "./context";

export const throttled = (context: Context): Panel =>
  graph("throttled", pods.throttled, {
    description:
      "How often the most throttled container of a pod had used up its CPU limit before the period was over.",
    width: 12,
    queries: [eachPod(context, pods.throttled.ratio)],
  });

export const memoryLeft = (context: Context): Panel =>
  alertPanel(context.alerts.leak, {
    description: `From ${percentText(leak.from)} of the limit on, at the smaller of two paces: that of the last ${durationText(leak.now)}, and that of the time before, up to ${durationText(leak.since)} ago. Younger pods have none.`,
    width: 12,
    legend: "soonest",
    beside: [eachPod(context, pods.memoryLeft.time)],
  });
