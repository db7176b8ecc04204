import type { Broker, Queues } from "../../../model/broker";
import type { Duration } from "../../../units/quantities";
import { hours, minutes, times, together } from "../../../units/quantities";
import type { FiringStory, Story } from "../../stories/story";
import type { HalfMinute } from "./queues";
import { halfMinute, lasting, neighboursOf, prefetch, queueOf, queueStory } from "./queues";

/** What a queue is like until something happens, and from then on. */
export interface QueueCourse {
  readonly before: readonly HalfMinute[];
  /** The half minute in which something happens. @default as all after it */
  readonly event?: HalfMinute;
  /** The half minutes after it: what each brings, or how to tell that from its number. */
  readonly after: HalfMinute | ((at: number) => HalfMinute);
}

/** Half a minute of a consumer that keeps up: it completes one message a second. */
export const pace: HalfMinute = { arrive: 30, complete: 30 };

/** Half a minute after which so many messages wait, besides those that a consumer holds. */
export const waiting = (messages: number): HalfMinute => ({ arrive: Math.ceil(messages) + prefetch });

/**
 * Half minutes before something happens, long enough to look back upon: how it begins, and how it goes on. What happens
 * next does so on a whole minute.
 */
export const since = (first: HalfMinute, then: HalfMinute = {}, minutesAgo = 14): HalfMinute[] => [
  first,
  ...lasting(minutesAgo - 1, then),
];

/** Makes stories of a queue of a group. @param pendingFor of its alert: over hours, a sample a minute is enough */
export const tellerOf = (broker: Broker, group: Queues, pendingFor: Duration) => {
  const queue = queueOf(group);
  const every = pendingFor.milliseconds > hours(1).milliseconds ? minutes(1) : halfMinute;
  const told = (when: string, look: Duration, course: QueueCourse, alone: boolean): Story => {
    const story = halfMinutes(course, look);
    return {
      when,
      given: [...queueStory(broker, queue, story, every), ...(alone ? neighboursOf(broker, group, story, every) : [])],
      at: together(times(halfMinute, course.before.length + 1), look),
      every,
    };
  };
  const labels: FiringStory["labels"] = [{ resource: broker.name, queue_name: queue }];
  return {
    /** @param look how long after it happened */
    quiet: (when: string, look: Duration, course: QueueCourse): Story => told(when, look, course, false),
    fires: (when: string, look: Duration, course: QueueCourse): FiringStory => ({
      ...told(when, look, course, false),
      labels,
    }),
    /** Its neighbours are in the same state. */
    firesAlone: (when: string, look: Duration, course: QueueCourse): FiringStory => ({
      ...told(when, look, course, true),
      labels,
    }),
  };
};

/** Until somebody looks, and a little longer: whoever is woken waits for longer yet. */
function halfMinutes({ before, event, after }: QueueCourse, look: Duration): HalfMinute[] {
  const rest = Math.ceil(together(look, minutes(12)).milliseconds / halfMinute.milliseconds);
  const each = typeof after === "function" ? after : () => after;
  return [...before, ...(event ? [event] : []), ...Array.from({ length: rest }, (_, at) => each(at))];
}
