import type { Workload } from "../../../model/workload";
import { leak } from "../../../signals/use/workload";
import type { Duration } from "../../../units/quantities";
import { asRatio, minutes, round } from "../../../units/quantities";
import type { Stretch } from "../../stories/course";
import { gauge, mapped } from "../../stories/course";
import { levelBesideOthers } from "../../stories/level";
import type { Stories } from "../../stories/story";
import { fillingStories } from "./filling";
import type { Facts } from "./workload-pods";
import { beside, labelsOf, limitsOf } from "./workload-pods";

const memoryOf = (workload: Workload, share: readonly Stretch[], every?: Duration): Facts => ({
  memory: gauge(
    mapped(share, (part) => round(part * limitsOf(workload).memory)),
    every,
  ),
});

/** Stories of the alert on pods close to their memory limit. @param level per cent of the limit */
export const memoryStories = (workload: Workload, level: number, pendingFor: Duration): Stories =>
  levelBesideOthers({
    pendingFor,
    usual: 0.3,
    near: (0.98 * level) / 100,
    beyond: (1.02 * level) / 100,
    told: (share, others) => beside(workload, memoryOf(workload, share), memoryOf(workload, others)),
    labels: labelsOf(workload),
  });

/**
 * Stories of the alert on a memory leak.
 * @param within how long before the limit is reached the alert stands
 */
export function leakStories(
  workload: Workload,
  within: Duration,
  periods: { readonly pendingFor: Duration; readonly keepFiringFor: Duration },
): Stories {
  const every = minutes(1);
  return fillingStories({
    ...leak,
    ...periods,
    from: asRatio(leak.from),
    within,
    every,
    left: 0.15,
    told: (share, others) =>
      beside(workload, memoryOf(workload, share, every), memoryOf(workload, others, every), every),
    labels: [labelsOf(workload)],
  });
}
