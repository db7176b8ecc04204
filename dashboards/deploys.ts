import type { Workload } from "../model/workload";
import { podsOf } from "../model/workload";
import { and, before, count, select, unless } from "../promql/build";
import { printLine } from "../promql/print";
import { containerInfo } from "../signals/contracts/kube-state-metrics";
import { minutes } from "../units/quantities";
import { colours } from "./colours";
import type { Annotation } from "./panel";

/** How long an image counts as new. */
const recent = minutes(5);

/**
 * Annotation of a new image of a Deployment's pods, for five minutes after it was first seen: a rollout or a rollback,
 * not a scaling. Where no image of any pod was known so long ago, kube-state-metrics was away, and none is new.
 */
export function deploys(workload: Pick<Workload, "namespace" | "deployment">): Annotation {
  const running = select(containerInfo, { namespace: workload.namespace, pod: { matches: podsOf(workload) } });
  const images = count(running).by("image");
  const earlier = count(before(running, recent)).by("image");
  const known = count(before(select(containerInfo), recent));
  return {
    name: "Deploys",
    colour: colours.pink,
    title: "{{image}}",
    expr: printLine(and(unless(images, earlier, ["image"]), known, []).expr),
  };
}
