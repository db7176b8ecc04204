import { pods } from "../../../signals/use/pods";
import { restartWindow } from "../../../signals/use/workload";
import { durationText } from "../../../units/text";
import { alertPanel } from "../../alert-panel";
import type { Panel } from "../../panel";
import type { Context } from "./context";
import { eachPod } from "./context";

const counted = `In ${durationText(restartWindow)}.`;

export const oomKills = (context: Context): Panel =>
  alertPanel(context.alerts.oomKills, {
    description: `${counted} Restarts of containers whose last end was an OOM kill.`,
    legend: "all pods",
    beside: [eachPod(context, pods.oomKills.count)],
  });

export const restarts = (context: Context): Panel =>
  alertPanel(context.alerts.restarts, {
    description: counted,
    legend: "most",
    beside: [eachPod(context, pods.restarts.count)],
  });

export const missing = (context: Context): Panel =>
  alertPanel(context.alerts.missing, {
    description: "Of the pods that the Deployment should have, those that are not ready.",
    legend: "missing",
  });

export const measured = (context: Context): Panel =>
  alertPanel(context.alerts.unmeasured, {
    description: "Below: a kubelet or kube-state-metrics does not answer, or a container has no memory limit.",
    legend: "measured",
    width: 24,
    height: 6,
  });
