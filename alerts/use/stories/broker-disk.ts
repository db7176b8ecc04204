import type { Broker } from "../../../model/broker";
import { filling } from "../../../signals/use/broker-nodes";
import type { Duration } from "../../../units/quantities";
import { hours, inSeconds, less, minutes, round, times, together } from "../../../units/quantities";
import { durationText } from "../../../units/text";
import type { Severity } from "../../alert";
import type { Stretch } from "../../stories/course";
import { lengthOf } from "../../stories/course";
import type { Stories, Story } from "../../stories/story";
import type { NodeStory } from "./nodes";
import { nodeStory, podOf } from "./nodes";
import { anotherBroker } from "./queues";

interface DiskFacts {
  readonly broker: Broker;
  readonly pendingFor: Duration;
  /** The alert fires when the disk lasts less than this. */
  readonly within: Duration;
  readonly severity: Severity;
}

const every = minutes(2);
/** In GiB: where publishers are blocked, and what is left above it when one looks. */
const limit = 4;
const room = 100;

const flat = (lasts: Duration, at = limit + room): Stretch => ({ for: lasts, at });

export function diskStories({ broker, pendingFor, within, severity }: DiskFacts): Stories {
  const { now, since } = filling[severity];
  /** A GiB in so many seconds, for the room to last so many times as long as it has to. */
  const paceOf = (times: number) => room / (times * inSeconds(within));
  /** Down to the room. */
  const falling = (lasts: Duration, times: number, to = limit + room) =>
    ({ for: lasts, from: to + paceOf(times) * inSeconds(lasts), to }) as const;
  const story = (
    when: string,
    free: readonly Stretch[],
    at: Duration,
    { alarm, of = broker }: { readonly alarm?: "diskAlarm" | "memoryAlarm"; readonly of?: Broker } = {},
  ): Story => {
    const lasts = lengthOf(free);
    const differs: NodeStory["differs"] = {
      diskLimit: [flat(lasts, limit)],
      diskFree: free,
      ...(alarm && { [alarm]: [flat(hours(2), 0), flat(lasts, 1)] }),
    };
    const given = [nodeStory(broker, { lasts, at: 1, every }), nodeStory(of, { lasts, every, differs })];
    return { when, given: given.flat(), at, every };
  };
  const look = together(since, pendingFor, minutes(6));
  // While the alert waits, less and less is left.
  const soon = round(Math.min(0.85, 1 - together(pendingFor, minutes(8)).milliseconds / within.milliseconds));
  /** It has shrunk for long enough, and does so while one looks. */
  const steady = (times: number) => [falling(together(look, every), times)];
  const lately = (lasts: Duration, before: Duration, times: number) => {
    const last = falling(together(lasts, every), times);
    return [flat(before, last.from), last];
  };
  const full = story("it shrinks, and the alarm tells it", steady(0.5), look, { alarm: "diskAlarm" });
  const labels = [{ resource: broker.name, instance: podOf(broker, 0) }] as const;
  return {
    quiet: [
      story("it would last for a fifth longer than it has to", steady(1.2), look),
      story(
        `it has been known for less than ${durationText(since)}`,
        [falling(times(since, 0.87), 0.5)],
        times(since, 0.83),
      ),
      story(
        `it has shrunk for half of ${durationText(since)} or a little longer`,
        lately(times(since, 0.55), less(look, times(since, 0.55)), 0.7),
        look,
      ),
      story(
        "it has shrunk for hours, and does so no more",
        [falling(times(since, 0.87), 0.4), flat(less(look, times(since, 0.83)))],
        look,
      ),
      story("most of it is taken at once", [flat(less(look, times(now, 0.95))), flat(now, limit + room / 12)], look),
      story("it shrinks for less long than is waited", steady(soon), less(look, times(pendingFor, 0.8))),
      story("that of another broker shrinks", steady(0.5), look, { of: anotherBroker(broker) }),
      ...(severity === "ticket" ? [full] : []),
    ],
    fires: [
      { ...story("it would last somewhat less long than it has to", steady(soon), look), labels },
      { ...story("it shrinks, and another alarm is on", steady(soon), look, { alarm: "memoryAlarm" }), labels },
      {
        ...story(
          "it began to shrink as long ago as is looked back upon",
          lately(look, times(since, 2), soon),
          together(times(since, 2), look),
        ),
        labels,
      },
      { ...story("it pauses for a sixth of what is now", paused(), look), labels },
      ...(severity === "page" ? [{ ...full, labels }] : []),
    ],
  };

  /** A while after it has been known for long enough. */
  function paused(): Stretch[] {
    const pause = times(now, 1 / 6);
    const then = together(since, pause);
    const after = falling(together(less(look, then), every), 0.8 * soon);
    return [falling(then, 0.8 * soon, after.from), flat(pause, after.from), after];
  }
}
