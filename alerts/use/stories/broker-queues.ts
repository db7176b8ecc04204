import type { Broker, Queues } from "../../../model/broker";
import type { Percent, Duration } from "../../../units/quantities";
import { asRatio, inSeconds, minutes, round, seconds, times, together } from "../../../units/quantities";
import { queueWindow } from "../../../signals/use/broker-queues";
import type { Stories } from "../../stories/story";
import type { HalfMinute } from "./queues";
import { halfMinute, prefetch } from "./queues";
import { pace, since, tellerOf, waiting } from "./queue-course";

interface QueueFacts {
  readonly broker: Broker;
  readonly group: Queues;
  readonly pendingFor: Duration;
}

interface DrainFacts extends QueueFacts {
  /** How long all that waits may take. */
  readonly level: Duration;
  readonly floors: { readonly waiting: number; readonly shrinks: Percent };
}

/** Consumers that hang: nothing arrives either, so that what waits stays what it is. */
const hang: HalfMinute = {};

export function drainStories({ broker, group, pendingFor, level, floors }: DrainFacts): Stories {
  const { quiet, fires, firesAlone } = tellerOf(broker, group, pendingFor);
  const after = (more: Duration) => together(pendingFor, more);
  // At one message a second.
  const late = (share: number) => waiting(round(share * inSeconds(level)));
  // Of which none is completed within the window: as many are needed to look late.
  const enough = 1.2 * Math.max(floors.waiting, inSeconds(level) / inSeconds(queueWindow));
  const many = waiting(10 * enough);
  const jump = { before: since(waiting(0.8 * floors.waiting)), event: { arrive: Math.ceil(enough) }, after: hang };
  const arrivals = { before: since({ ...many, consumers: 0 }, { consumers: 0 }), after: hang };
  const left = (inTenMinutes: number) => changing(10 * enough, inTenMinutes, after(minutes(40)));
  return {
    quiet: [
      quiet("what waits takes a fifth less than it may", after(minutes(5)), {
        before: since(late(0.8), pace),
        after: pace,
      }),
      quiet("few wait, and nobody completes them", after(minutes(10)), {
        before: since(waiting(0.8 * floors.waiting)),
        after: hang,
      }),
      quiet("more have come, and not yet for as long as they may wait", after(seconds(210)), jump),
      quiet("they were taken and given back in between", after(seconds(210)), {
        before: since(many, hang, 6),
        event: { held: Infinity },
        after: hang,
      }),
      quiet(
        `it loses more than ${asRatio(floors.shrinks) * 100} % in ten minutes, whatever its consumers do`,
        after(minutes(10)),
        left(0.74),
      ),
      quiet("its consumer came back a moment ago", after(seconds(90)), arrivals),
    ],
    fires: [
      firesAlone("what waits takes a fifth longer than it may", after(minutes(2)), {
        before: since(late(1.2), pace),
        after: pace,
      }),
      fires("more have come, and wait for long enough", after(minutes(6)), jump),
      fires("it loses a little, and nobody completes them", after(minutes(25)), left(0.85)),
      fires("it grows, and nobody completes them", after(minutes(10)), left(1.35)),
      fires("its consumer came back and completes nothing", after(minutes(4)), arrivals),
    ],
  };
}

/**
 * `first * inTenMinutes ** (step / 20)` wait after so many half minutes, and nobody completes them. Never are there
 * fewer than `least`: at the end of a queue that shrinks, at the beginning of one that grows.
 */
function changing(least: number, inTenMinutes: number, lasts: Duration) {
  const steps = Math.ceil(lasts.milliseconds / halfMinute.milliseconds);
  const first = least * Math.max(1, inTenMinutes ** (-steps / 20));
  const wait = (step: number) => Math.round(first * inTenMinutes ** (step / 20));
  const change = (step: number): HalfMinute => {
    const more = wait(step + 1) - wait(step);
    return more < 0 ? { expire: -more } : { arrive: more };
  };
  return { before: [{ arrive: wait(0) + prefetch }], after: change };
}

export function consumersGoneStories({ broker, group, pendingFor }: QueueFacts): Stories {
  const { quiet, fires, firesAlone } = tellerOf(broker, group, pendingFor);
  const after = (more: Duration) => together(pendingFor, more);
  const gone: HalfMinute = { consumers: 0 };
  const left = { before: since({}), event: { arrive: 3, ...gone }, after: gone };
  const crashing = (at: number): HalfMinute => (at % 12 < 4 ? pace : { ...gone, arrive: 30 });
  return {
    quiet: [
      quiet("its consumer left, and not yet for long enough", after(seconds(100)), left),
      quiet("nothing waits in it", after(minutes(10)), { ...left, event: gone }),
      quiet("its consumer holds one and none waits", after(minutes(10)), {
        before: since(pace),
        after: { arrive: 1, held: 1 },
      }),
      quiet("a consumer is there half the time", after(minutes(10)), {
        before: since(pace, pace),
        after: (at) => (at % 8 < 4 ? { ...gone, arrive: 1 } : { arrive: 1, held: 0 }),
      }),
    ],
    fires: [
      firesAlone("three wait, and its consumer left", after(seconds(240)), left),
      fires("a single one waits", after(minutes(5)), { ...left, event: { arrive: 1, ...gone } }),
      fires("its consumers crash, and come back for a third of the time", after(minutes(10)), {
        before: since(pace, pace),
        after: crashing,
      }),
    ],
  };
}

export function stuckStories({ broker, group, pendingFor, floors }: QueueFacts & Pick<DrainFacts, "floors">): Stories {
  const { quiet, fires, firesAlone } = tellerOf(broker, group, pendingFor);
  const after = (more: Duration) => together(pendingFor, more);
  const one: HalfMinute = { arrive: 1 };
  const came = { before: since({}), event: one, after: hang };
  const crowd: HalfMinute = { arrive: 3 * floors.waiting };
  /** One is held, and after so long many more come. */
  const crowded = (later: Duration) => ({
    before: since({}),
    event: one,
    after: (at: number) => (at === Math.round(later.milliseconds / halfMinute.milliseconds) ? crowd : hang),
  });
  return {
    quiet: [
      quiet("it is held, and not yet for as long as it may be", after(seconds(210)), came),
      quiet("consumers hold one after the other", after(minutes(10)), {
        before: since({ arrive: 2 }, { arrive: 1, complete: 1 }),
        after: { arrive: 1, complete: 1 },
      }),
      quiet("so many wait that the time to drain tells it", after(minutes(5)), crowded(times(pendingFor, 0.5))),
      quiet("nothing is in it", after(minutes(10)), { ...came, event: hang }),
    ],
    fires: [
      firesAlone("one is held and never acknowledged", after(minutes(6)), came),
      fires("its consumers completed all, and then none", after(minutes(8)), {
        before: since({ arrive: 2 }, { arrive: 1, complete: 1 }),
        after: hang,
      }),
      fires(
        "so many have come only now that the time to drain will tell it",
        after(minutes(6)),
        crowded(together(pendingFor, minutes(2))),
      ),
    ],
  };
}
