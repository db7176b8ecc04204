import type { Workload } from "../../model/workload";
import { max, select, sum } from "../../promql/build";
import { pods } from "../../signals/use/pods";
import { restartWindow } from "../../signals/use/workload";
import { asRatio, minutes, percent, seconds } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import type { Levelled } from "../levels";
import { atLevels, wakingOnlyFor } from "../levels";
import { common } from "./common";
import { replicaStories, restartStories } from "./stories/workload-restarts";

/** Of the desired pods: one in twenty, and all of them. */
const shares = { ticket: percent(5), page: percent(99) };
/** Restarts of a pod in half an hour; a crash loop makes five and more. */
const leastOfLoop = 3;

export function replicasMissing(workload: Workload): Levelled {
  const { name, criticality } = workload;
  const levels = atLevels(shares, (level, severity) => {
    // A ticket waits as long as Kubernetes gives a rollout (progressDeadlineSeconds).
    const pendingFor = severity === "page" ? minutes(5) : minutes(10);
    return {
      ...common(workload, "workload-replicas-missing", "replicas"),
      title: severity === "page" ? `${name}: no pod is ready` : `${name}: pods are missing`,
      watches: pods.missing,
      value: sum(select(pods.missing.ratio, { service: name })).by("service").expr,
      fires: { above: asRatio(level) },
      clears: severity === "page" ? 0.9 : asRatio(level) / 2,
      pendingFor,
      summary: (value, above) =>
        `${value} of the pods that ${name} should have are not ready; the alert stands at ${above}.`,
      firstSteps: [
        `What keeps them? kubectl -n ${workload.namespace} get pods, then kubectl describe pod: no room, no image, failing probe?`,
        'They start and end? Panels "Restarts" and "OOM kills".',
        `Since a deploy? kubectl -n ${workload.namespace} rollout undo deployment/${workload.deployment}`,
      ],
      stories: () => replicaStories(workload, asRatio(level), pendingFor),
    };
  });
  return wakingOnlyFor(criticality, levels);
}

export function restarts(workload: Workload): AlertRule {
  const { name } = workload;
  return {
    ...common(workload, "workload-restarts", "restarts"),
    title: `${name}: a pod restarts again and again`,
    severity: "ticket",
    watches: pods.restarts,
    value: max(select(pods.restarts.count, { service: name })).by("service").expr,
    fires: { above: leastOfLoop - 0.5 },
    clears: 0.5,
    pendingFor: seconds(0),
    numbers: { times: String(leastOfLoop), window: durationText(restartWindow) },
    summary: (value) =>
      `A pod of ${name} restarted ${value} times in ${durationText(restartWindow)}; the alert stands at ${leastOfLoop} times or more.`,
    firstSteps: [
      `What does it say before it ends? kubectl -n ${workload.namespace} logs POD --previous`,
      "With which exit code and reason? kubectl describe pod, Last State; OOMKilled has an alert of its own.",
      "Ended by its liveness probe? Then it hangs or is too slow: kubectl describe pod, Events.",
    ],
    stories: () => restartStories(workload, leastOfLoop),
  };
}
