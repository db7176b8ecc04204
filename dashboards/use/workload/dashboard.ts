import { titleOf, useName } from "../../../model/resource";
import { deploys } from "../../deploys";
import { toOverview } from "../../links";
import { whoTells } from "../told";
import type { Dashboard } from "../../panel";
import type { Context } from "./context";
import { measured, missing, oomKills, restarts } from "./errors";
import { cpuNow, memoryLeftNow, memoryNow, missingNow } from "./now";
import { memoryLeft, throttled } from "./saturation";
import { cpu, memory, memoryUsed } from "./utilisation";

/** What the pods of a Deployment use, what they wait for, and how they fail: the fullest pod on top, each pod below. */
export function workloadDashboard(context: Context): Dashboard {
  const { workload } = context;
  return {
    uid: useName(workload),
    title: titleOf(workload),
    description: workload.description,
    tags: ["use", workload.name, workload.owner.name],
    variables: [],
    annotations: [deploys(workload)],
    links: [toOverview],
    rows: [
      { title: "Now", panels: [cpuNow(context), memoryNow(context), memoryLeftNow(context), missingNow(context)] },
      { title: "Utilisation", panels: [cpu(context), memory(context), memoryUsed(context)] },
      { title: "Saturation", panels: [throttled(context), memoryLeft(context)] },
      { title: "Errors", panels: [oomKills(context), restarts(context), missing(context)] },
      ...whoTells(workload, Object.values(context.alerts)),
      { title: "Exporter", panels: [measured(context)] },
    ],
  };
}
