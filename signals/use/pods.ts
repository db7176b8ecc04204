import { recorded } from "../../promql/metric";
import type { SignalKind } from "../signal";

const perPod = ["instance", "service"] as const;

/** The kinds of signals of pods, with their recorded series. `instance` is the pod. */
export const pods = {
  cpu: {
    id: "workload-cpu",
    title: "CPU",
    method: "utilisation",
    unit: "percent",
    absentMeans: "broken",
    normally: "Follows the requests; a pod that stays near 100 % of its limit is throttled, and answers late.",
    percent: recorded(
      "monitoring:cpu_utilisation:percent",
      perPod,
      "CPU in use, of the limit or else the request of a pod's fullest container",
    ),
  },
  memory: {
    id: "workload-memory",
    title: "Memory",
    method: "utilisation",
    unit: "percent",
    absentMeans: "broken",
    normally: "Rises while a pod warms up and then stays; at 100 % of its limit a container is killed.",
    percent: recorded(
      "monitoring:memory_utilisation:percent",
      perPod,
      "memory in use, of the limit of a pod's fullest container",
    ),
    used: recorded("monitoring:memory_usage:bytes", perPod, "memory in use by all containers of a pod"),
  },
  memoryLeft: {
    id: "workload-memory-left",
    title: "Time until memory is full",
    method: "saturation",
    unit: "seconds",
    absentMeans: "healthy",
    normally: "A day, as far as it looks ahead; less while memory grows without a pause.",
    time: recorded("monitoring:memory_time_left:seconds", perPod, "time until a pod's memory reaches its limit"),
  },
  throttled: {
    id: "workload-cpu-throttled",
    title: "CPU throttled",
    method: "saturation",
    unit: "ratio",
    absentMeans: "healthy",
    normally:
      "Short bursts are throttled in any pod that has a CPU limit; it matters where the CPU is used up as well.",
    noAlert: "throttling alone is the best-known false alarm there is; with the CPU used up it is that signal's alert",
    ratio: recorded(
      "monitoring:cpu_throttled:ratio5m",
      perPod,
      "share of the periods in which a pod's most throttled container had to wait",
    ),
  },
  oomKills: {
    id: "workload-oom-kills",
    title: "OOM kills",
    method: "errors",
    unit: "count",
    absentMeans: "healthy",
    normally: "0: each kill ends the requests that the container was working on.",
    count: recorded("monitoring:oom_kills:count30m", perPod, "containers of a pod killed at their memory limit"),
  },
  restarts: {
    id: "workload-restarts",
    title: "Restarts",
    method: "errors",
    unit: "count",
    absentMeans: "healthy",
    normally: "0: a rollout makes new pods and restarts none.",
    count: recorded("monitoring:container_restarts:count30m", perPod, "restarts of the containers of a pod"),
  },
  missing: {
    id: "workload-replicas-missing",
    title: "Replicas missing",
    method: "errors",
    unit: "ratio",
    absentMeans: "healthy",
    normally: "0 %, but for minutes in which pods are moved or added.",
    ratio: recorded("monitoring:replicas_missing:ratio", ["service"], "share of the desired pods that are not ready"),
  },
  measured: {
    id: "workload-measured",
    title: "Pods that are measured",
    method: "errors",
    unit: "ratio",
    absentMeans: "broken",
    normally: "100 %: CPU and memory of every ready pod are known, and each of its containers has a memory limit.",
    ratio: recorded("monitoring:pods_measured:ratio", ["service"], "share of the ready pods that are measured in full"),
  },
} as const satisfies Record<string, SignalKind & Record<string, unknown>>;
