import type { Broker } from "../../../model/broker";
import { filling } from "../../../signals/use/broker-nodes";
import type { Duration } from "../../../units/quantities";
import { hours, inSeconds, less, minutes, round, together } from "../../../units/quantities";
import type { Stretch } from "../../stories/course";
import { lengthOf } from "../../stories/course";
import type { Stories, Story } from "../../stories/story";
import type { NodeStory } from "./nodes";
import { nodeStory, podOf } from "./nodes";
import { anotherBroker } from "./queues";

interface DiskFacts {
  readonly broker: Broker;
  readonly pendingFor: Duration;
  /** Fires when it lasts less than this. */
  readonly within: Duration;
}

const every = minutes(2);
/** In GiB: where publishers are blocked, and what is left above it when one looks. */
const limit = 4;
const room = 100;

const flat = (lasts: Duration, at = limit + room): Stretch => ({ for: lasts, at });

export function diskStories({ broker, pendingFor, within }: DiskFacts): Stories {
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
  const look = together(filling.since, pendingFor, minutes(6));
  // While the alert waits, less and less is left.
  const soon = round(Math.min(0.85, 1 - together(pendingFor, minutes(8)).milliseconds / within.milliseconds));
  /** It has shrunk for long enough, and does so while one looks. */
  const steady = (times: number) => [falling(together(look, every), times)];
  const lately = (lasts: Duration, before: Duration, times: number) => {
    const last = falling(together(lasts, every), times);
    return [flat(before, last.from), last];
  };
  const labels = [{ resource: broker.name, instance: podOf(broker, 0) }] as const;
  return {
    quiet: [
      story("it would last for a fifth longer than it has to", steady(1.2), look),
      story("it has been known for some hours only", [falling(hours(5.1), 0.5)], hours(5)),
      story("it has shrunk for less than three hours", lately(minutes(165), less(look, minutes(165)), 0.5), look),
      story(
        "it has shrunk for hours, and does so no more",
        [falling(hours(5.2), 0.4), flat(less(look, hours(5)))],
        look,
      ),
      story("most of it is taken at once", [flat(less(look, minutes(57))), flat(hours(1), limit + room / 12)], look),
      story("it shrinks for less long than is waited", steady(soon), less(look, minutes(10))),
      story("that of another broker shrinks", steady(0.5), look, { of: anotherBroker(broker) }),
      story("it shrinks, and the alarm tells it", steady(0.5), look, { alarm: "diskAlarm" }),
    ],
    fires: [
      { ...story("it would last somewhat less long than it has to", steady(soon), look), labels },
      { ...story("it shrinks, and another alarm is on", steady(soon), look, { alarm: "memoryAlarm" }), labels },
      {
        ...story(
          "it began to shrink as long ago as is looked back upon",
          lately(look, hours(11), soon),
          together(hours(11), look),
        ),
        labels,
      },
      { ...story("it pauses for ten minutes", paused(), look), labels },
    ],
  };

  /** Ten minutes after it has been known for long enough. */
  function paused(): Stretch[] {
    const then = together(filling.since, minutes(10));
    const after = falling(together(less(look, then), every), 0.8 * soon);
    return [falling(then, 0.8 * soon, after.from), flat(minutes(10), after.from), after];
  }
}
