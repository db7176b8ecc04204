import type { Workload } from "../../../model/workload";
import { restartWindow } from "../../../signals/use/workload";
import type { Duration } from "../../../units/quantities";
import { minutes, times, together } from "../../../units/quantities";
import { gauge, leadIn, mapped, suddenly, usually } from "../../stories/course";
import type { Told } from "../../stories/level";
import { levelBesideOthers, stands } from "../../stories/level";
import type { InputSeries } from "../../stories/series";
import type { Stories, Story } from "../../stories/story";
import { deploymentSeries } from "./pods";
import type { Facts } from "./workload-pods";
import { all, anotherOf, beside, labelsOf, podsOf } from "./workload-pods";

/** Restarted so often since something happened, each time as long after the one before. */
const restarted = (often: number, apart: Duration = minutes(1)): string =>
  gauge([
    { for: leadIn, at: 0 },
    ...Array.from({ length: often }, (_, at) => ({ for: apart, at: at + 1 })),
    { for: all, at: often },
  ]);

const because = (reason: string): NonNullable<Facts["ended"]> => ({
  [reason]: gauge([
    { for: leadIn, is: "absent" },
    { for: all, at: 1 },
  ]),
});

export function oomStories(workload: Workload): Stories {
  const killed: Facts = { restarts: restarted(1), ended: because("OOMKilled") };
  const story = (when: string, own: Facts, after: Duration, others: Facts = {}): Story => ({
    when,
    given: beside(workload, own, others),
    at: together(leadIn, after),
  });
  const lately = times(restartWindow, 2 / 3);
  return {
    quiet: [
      story("it ended for another reason", { restarts: restarted(4), ended: because("Error") }, lately),
      story("it was killed long ago", killed, times(restartWindow, 1.5)),
      story("a pod of another was killed", {}, lately, killed),
    ],
    fires: [{ ...story("one container was killed once", killed, lately), labels: [labelsOf(workload)] }],
  };
}

/** Stories of the alert on pods that restart. @param least restarts of one pod */
export function restartStories(workload: Workload, least: number): Stories {
  const apart = times(restartWindow, 0.8 / least);
  const loop: Facts = { restarts: restarted(least, apart) };
  const story = (
    when: string,
    own: readonly Facts[],
    others: Facts = {},
    after = times(restartWindow, 0.9),
  ): Story => ({
    when,
    given: [...podsOf(workload, own), ...podsOf(workload, [others], anotherOf(workload))],
    at: together(leadIn, after),
  });
  const fewer: Facts = { restarts: restarted(least - 1) };
  return {
    quiet: [
      story("two pods have restarted, each once less than that", [fewer, fewer]),
      story(
        "it restarts so often in three times as long",
        [{ restarts: restarted(2 * least, restartWindow) }],
        {},
        times(restartWindow, 3),
      ),
      story("a pod of another restarts again and again", [{}], loop),
    ],
    fires: [{ ...story("a pod has restarted so often", [{}, loop]), labels: [labelsOf(workload)] }],
  };
}

/** Stories of the alert on missing pods. @param level the share that is missing, at which the alert stands */
export function replicaStories(workload: Workload, level: number, pendingFor: Duration): Stories {
  const told =
    (desired: number): Told =>
    (missing, others) =>
      [
        { owner: workload, course: missing },
        { owner: anotherOf(workload), course: others },
      ].flatMap(({ owner, course }) =>
        deploymentSeries(
          owner,
          gauge(usually(desired)),
          gauge(mapped(course, (share) => Math.round(desired * (1 - share)))),
        ),
      );
  const few = 10;
  const facts = { pendingFor, usual: 0, labels: labelsOf(workload) };
  // Where all of them have to be missing, one is left.
  if (level > 0.5) return levelBesideOthers({ ...facts, near: 1 - 1 / few, beyond: 1, told: told(few) });
  // One of so many is a little more, and of so many a little less.
  const [more, less] = [Math.ceil(0.7 / level), Math.floor(1.3 / level)];
  const { quiet, ...others } = levelBesideOthers({ ...facts, beyond: 1 / more, told: told(more) });
  const story = (when: string, given: readonly InputSeries[]): Story => ({ when, given, at: stands(pendingFor) });
  return {
    quiet: [
      ...quiet,
      story(`one of ${less} is missing`, told(less)(suddenly(0, 1 / less), usually(0))),
      story("none is wanted", told(0)(usually(0), usually(0))),
    ],
    ...others,
  };
}
