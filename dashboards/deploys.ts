import type { Workload } from "../model/workload";
import { podsOf } from "../model/workload";
import { before, count, select, unless } from "../promql/build";
import { printLine } from "../promql/print";
import { containerInfo } from "../signals/contracts/kube-state-metrics";
import { minutes } from "../units/quantities";
import { colours } from "./colours";
import type { Annotation } from "./panel";

/** A new image of a Deployment's pods, for five minutes after it was first seen: a rollout or a rollback, not a scaling. */
export function deploys(workload: Pick<Workload, "namespace" | "deployment">): Annotation {
  const running = select(containerInfo, { namespace: workload.namespace, pod: { matches: podsOf(workload) } });
  return {
    name: "Deploys",
    colour: colours.pink,
    title: "{{image}}",
    expr: printLine(unless(count(running).by("image"), count(before(running, minutes(5))).by("image"), ["image"]).expr),
  };
}
