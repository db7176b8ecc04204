import type { Workload } from "../../model/workload";
import { arithmetic, atLeast, max, min, select } from "../../promql/build";
import { pods } from "../../signals/use/pods";
import { asRatio, minutes, percent } from "../../units/quantities";
import { percentText } from "../../units/text";
import type { HttpService } from "../../model/http-service";
import type { AlertRule } from "../alert";
import { whileNotFelt } from "../dependencies";
import { wholeOf } from "../part";
import type { Levelled } from "../levels";
import { common } from "./common";
import { cpuStories, unmeasuredStories } from "./stories/workload";
import { memoryLeak, nearMemoryLimit, oomKills, toldElsewhere } from "./workload-memory";
import { replicasMissing, restarts } from "./workload-replicas";

/** The rules of the pods of one Deployment, by what they are about. */
export type WorkloadAlerts = Readonly<
  Record<"cpu" | "oomKills" | "restarts" | "unmeasured", AlertRule> & Record<"memory" | "leak" | "missing", Levelled>
>;

/**
 * All alert rules of the pods of one Deployment.
 * @param dependents services that need it: while one of another name pages for it, this wakes nobody
 */
export function workloadAlerts(workload: Workload, dependents: readonly HttpService[]): WorkloadAlerts {
  const quieted = (alert: Levelled) => whileNotFelt(alert, wholeOf(workload, dependents));
  return {
    cpu: cpuUsedUp(workload),
    memory: quieted(nearMemoryLimit(workload)),
    leak: quieted(memoryLeak(workload)),
    oomKills: oomKills(workload),
    restarts: restarts(workload),
    missing: quieted(replicasMissing(workload)),
    unmeasured: unmeasured(workload),
  };
}

/** Least share of the CFS periods in which a pod that has too little CPU is throttled: in fewer it hardly waits. */
export const throttledFrom = percent(25);

/** Per cent of its limit. */
const usedUp = 90;

function cpuUsedUp(workload: Workload): AlertRule {
  const { name } = workload;
  const pendingFor = minutes(10);
  const used = select(pods.cpu.percent, { service: name });
  const waiting = atLeast(select(pods.throttled.ratio, { service: name }), asRatio(throttledFrom));
  return {
    ...common(workload, "workload-cpu", "cpu"),
    title: `${name}: a pod has too little CPU`,
    // Who waits for it has alerts of their own: on the response time.
    severity: "ticket",
    watches: pods.cpu,
    value: max(arithmetic(used, "*", waiting)).by("service").expr,
    fires: { above: usedUp },
    clears: usedUp - 10,
    pendingFor,
    absent: toldElsewhere,
    numbers: { throttled: percentText(throttledFrom) },
    summary: (value, above) =>
      `A pod of ${name} uses ${value} of its CPU limit and is throttled in more than ${percentText(throttledFrom)} of the time; the alert stands at ${above}.`,
    firstSteps: [
      'One pod or all? Panel "CPU": one alone got the heavy requests, or spins.',
      "More requests than usual? The dashboard of the service that runs in it.",
      "All, and no more requests than usual: since a deploy? Marks on the panels. Else more pods, or a higher limit.",
    ],
    stories: () => cpuStories(workload, usedUp, asRatio(throttledFrom), pendingFor),
  };
}

function unmeasured(workload: Workload): AlertRule {
  const { name, namespace } = workload;
  const pendingFor = minutes(10);
  return {
    ...common(workload, "workload-unmeasured", "unmeasured"),
    title: `${name}: not all of its pods are measured`,
    severity: "ticket",
    watches: pods.measured,
    value: min(select(pods.measured.ratio, { service: name })).by("service").expr,
    fires: { below: 0.99 },
    clears: 0.99,
    pendingFor,
    summary: (value, below) =>
      `Only ${value} of the ready pods of ${name} are measured in full, the others without CPU, memory or a memory limit; the alert stands at ${below}.`,
    firstSteps: [
      `A container without a memory limit? kubectl -n ${namespace} get pods -o custom-columns=NAME:.metadata.name,LIMITS:.spec.containers[*].resources.limits.memory`,
      "None is measured: does kube-state-metrics run? Prometheus, page Targets, job kube-state-metrics.",
      "Those of one node: does its kubelet answer? Prometheus, page Targets, job kubelet.",
    ],
    stories: () => unmeasuredStories(workload, pendingFor),
  };
}
