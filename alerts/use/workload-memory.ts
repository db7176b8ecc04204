import type { Workload } from "../../model/workload";
import { max, min, select, sum } from "../../promql/build";
import { pods } from "../../signals/use/pods";
import { leak, restartWindow } from "../../signals/use/workload";
import { hours, inSeconds, minutes, percent, seconds } from "../../units/quantities";
import { durationText, percentText } from "../../units/text";
import type { AlertRule } from "../alert";
import type { Levelled } from "../levels";
import { atLevels, wakingOnlyFor } from "../levels";
import { common } from "./common";
import { leakStories, memoryStories } from "./stories/workload-memory";
import { oomStories } from "./stories/workload-restarts";

/** What missing data means to an alert on what pods use, and why: it takes it for health. */
export const toldElsewhere = {
  means: "healthy",
  because: "pods of which CPU or memory is not known have an alert of their own",
} as const;

/** Of the limit. Java and others that take what they are given live above 80 % all their lives. */
const nearLimit = { ticket: percent(90), page: percent(97) };
/** A leak's ticket can wait for the morning, its last hour cannot: that is what it takes to come and act. */
const timeLeft = { ticket: hours(4), page: hours(1) };

export function nearMemoryLimit(workload: Workload): Levelled {
  const { name, criticality } = workload;
  const levels = atLevels(nearLimit, (level, severity) => {
    const pendingFor = severity === "page" ? minutes(5) : minutes(15);
    return {
      ...common(workload, "workload-memory", "memory"),
      title: `${name}: a pod ${severity === "page" ? "is about to hit" : "is close to"} its memory limit`,
      watches: pods.memory,
      value: max(select(pods.memory.percent, { service: name })).by("service").expr,
      fires: { above: level.percent },
      clears: level.percent - (severity === "page" ? 1 : 5),
      pendingFor,
      absent: toldElsewhere,
      summary: (value, above) =>
        `A pod of ${name} uses ${value} of its memory limit, at which it is killed; the alert stands at ${above}.`,
      firstSteps: [
        'One pod or all? Panel "Memory": one alone leaks or got the heavy requests; all have too little for this load.',
        'Still growing? Panel "Time until memory is full".',
        "Since a deploy? Marks on the panels.",
      ],
      stories: () => memoryStories(workload, level.percent, pendingFor),
    };
  });
  return wakingOnlyFor(criticality, levels);
}

export function memoryLeak(workload: Workload): Levelled {
  const { name, criticality } = workload;
  const levels = atLevels(timeLeft, (within, severity) => {
    const pendingFor = severity === "page" ? minutes(15) : minutes(30);
    const facts = common(workload, "workload-memory-leak", "leak");
    const { keepFiringFor } = facts;
    return {
      ...facts,
      title: `${name}: memory ${severity === "page" ? "will be full within the hour" : "runs full"}`,
      watches: pods.memoryLeft,
      value: min(select(pods.memoryLeft.time, { service: name })).by("service").expr,
      fires: { below: inSeconds(within) },
      clears: 1.5 * inSeconds(within),
      pendingFor,
      numbers: { recent: durationText(leak.now), since: durationText(leak.since), from: percentText(leak.from) },
      summary: (value) =>
        `At its pace of the last ${durationText(leak.since)} a pod of ${name} reaches its memory limit in ${value}; the alert stands at ${durationText(within)}.`,
      firstSteps: [
        'Which pod, and since when? Panel "Memory used".',
        "Since a deploy? Marks on the panels: roll back.",
        `Else restart its pods one by one before they are killed: kubectl -n ${workload.namespace} rollout restart deployment/${workload.deployment}`,
      ],
      stories: () => leakStories(workload, within, { pendingFor, keepFiringFor }),
    };
  });
  return wakingOnlyFor(criticality, levels);
}

export function oomKills(workload: Workload): AlertRule {
  const { name } = workload;
  return {
    ...common(workload, "workload-oom-kills", "oom"),
    title: `${name}: killed at its memory limit`,
    severity: "ticket",
    watches: pods.oomKills,
    value: sum(select(pods.oomKills.count, { service: name })).by("service").expr,
    fires: { above: 0.5 },
    clears: 0.5,
    pendingFor: seconds(0),
    numbers: { window: durationText(restartWindow) },
    summary: () =>
      `Containers of ${name} were killed at their memory limit in the last ${durationText(restartWindow)}; the requests they worked on are lost.`,
    firstSteps: [
      'Slowly or at once? Panel "Memory used": a ramp is a leak, a step is one large request.',
      "Since a deploy? Marks on the panels.",
      "One large request? Look for it in the logs before the kill.",
    ],
    stories: () => oomStories(workload),
  };
}
