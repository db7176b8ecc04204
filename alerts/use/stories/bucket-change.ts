import type { Bucket } from "../../../model/bucket";
import type { Duration } from "../../../units/quantities";
import { days, hours, minutes, round, together } from "../../../units/quantities";
import type { Stretch } from "../../stories/course";
import type { FiringStory, Stories, Story } from "../../stories/story";
import { anotherOf, every, inAws, longer, objects, past, size } from "./bucket-series";

interface ChangeFacts {
  readonly bucket: Bucket;
  /** Share of the size that has to change for the alert to stand. */
  readonly level: number;
  /** Bytes from which on a change counts. */
  readonly least: number;
  readonly pendingFor: Duration;
}

/** Nobody asks AWS for a while, or until the end. */
const silent = (lasts: Duration = longer): Stretch => ({ for: lasts, is: "absent" });

function tellerOf({ bucket, least }: ChangeFacts) {
  /** Of sizes, in times of what counts as a change. */
  const at = (times: number, lasts: Duration = longer) => ({ for: lasts, at: round(times * least) });
  const well = at(100);
  const story = (
    when: string,
    after: Duration,
    sizes: readonly Stretch[],
    others: readonly Stretch[] = [well],
    numbers: readonly Stretch[] = [well],
  ): Story => ({
    when,
    given: [
      ...[size(bucket, sizes), size(anotherOf(bucket), others)],
      ...[objects(bucket, numbers), objects(anotherOf(bucket), others)],
    ],
    at: together(past, after),
    every,
  });
  const labels = [{ resource: bucket.name, bucket: inAws(bucket.name), region: bucket.region }] as const;
  return {
    at,
    story,
    fires: (...of: Parameters<typeof story>): FiringStory => ({ ...story(...of), labels }),
    /** From one size to another. */
    jumps: (to: number): Stretch[] => [at(100, past), at(100 * to)],
    /** Of another storage type from now on; of the old one AWS tells for some days yet. */
    moves: (after: Duration): Story => ({
      when: "all of it moves to another storage type, and is counted twice for days",
      given: [
        size(bucket, [at(100, together(past, days(2.5))), { for: longer, is: "ended" }]),
        size(bucket, [silent(past), well], "GlacierStorage"),
        objects(bucket, [well]),
      ],
      at: together(past, after),
      every,
    }),
  };
}

/**
 * Stories of the alert on a bucket that grows.
 * @param facts with how long it has to last where the number of objects stays
 */
export function growthStories(facts: ChangeFacts & { readonly lasting: Duration }): Stories {
  const { level, pendingFor, lasting } = facts;
  const { at, story, fires, jumps, moves } = tellerOf(facts);
  const due = together(lasting, pendingFor, hours(12));
  const soon = together(pendingFor, hours(4));
  const [less, more] = [jumps(1 + 0.9 * level), jumps(1 + 1.15 * level)];
  const [usual, grown] = more as [Stretch, Stretch];
  /** Ten days small, between two times of another size. */
  const again = (times: number): [Stretch[], Stretch[], Stretch[]] => {
    const course = [at(100 * times, together(past, days(-10))), at(100, days(10)), at(100 * times)];
    return [course, jumps(1), course];
  };
  /** How large it is, and of how many objects, until nobody asks any more. */
  const asked = (lasts: Duration): [Stretch[], Stretch[], Stretch[]] => {
    const course = [usual, { ...grown, for: lasts }, silent()];
    return [course, jumps(1), course];
  };
  /** A share of the size before, each day. */
  const pace = level / 2.5;
  return {
    quiet: [
      story("it has grown by somewhat less", due, less),
      story("another has grown by more", due, jumps(1), more),
      story("it has not lasted, and it has no more objects", together(lasting, hours(-12)), more),
      story("it has not lasted, and somewhat fewer are new", soon, more, jumps(1), less),
      story("it has many more objects, and is as large", due, jumps(1), jumps(1), jumps(2)),
      story("it has more objects only now", together(pendingFor, hours(-1)), more, jumps(1), more),
      moves(days(2.7)),
      story("it has grown as fast for two weeks", days(15), [
        usual,
        { for: longer, from: at(100).at, to: round(at(100).at * (1 + 40 * pace)) },
      ]),
      story("a small one has grown to many times its size, and so it did a week before", days(4), [
        at(0.1, together(past, days(-8))),
        at(0.3, days(8)),
        at(1.2),
      ]),
      story("nobody has asked for two days how large it is", days(4.2), [usual, { ...grown, for: days(2) }, silent()]),
    ],
    fires: [
      fires("it has grown by somewhat more", days(5.5), more),
      fires("it has more objects as well", soon, more, jumps(1), more),
      fires("it is again as large as it was ten days ago", soon, ...again(1 + 1.15 * level)),
      fires("it has more objects as well, and nobody has asked since", days(1), ...asked(hours(4))),
      fires("nobody asked for a day how large it is", due, [usual, { ...grown, for: days(1) }, silent(days(1)), grown]),
    ],
  };
}

export function shrinkageStories(facts: ChangeFacts): Stories {
  const { level } = facts;
  const { at, story, fires, jumps, moves } = tellerOf(facts);
  const [less, more] = [jumps(1 - 0.9 * level), jumps(1 - 1.15 * level)];
  const [usual, shrunk] = more as [Stretch, Stretch];
  const kept = 1 - 0.7 * level;
  /** A week after it has shrunk for the first time. */
  const again = (first: number, second: number, third: number): Stretch[] => [
    at(first, together(past, days(-8))),
    at(second, days(8)),
    at(third),
  ];
  return {
    quiet: [
      story("it has lost somewhat less", days(1), less),
      story("another has lost more", days(1), jumps(1), more),
      story("it was just now that it lost more", minutes(0), more),
      moves(days(8)),
      story(
        "it has lost somewhat less, and so it did a week before",
        days(2),
        again(100, 100 * kept, 100 * kept * kept),
      ),
      story("a small one has lost half of its size, and so it did a week before", days(2), again(1.6, 0.9, 0.45)),
      story("nobody has asked for two days how large it is", days(3), [usual, { ...shrunk, for: days(1) }, silent()]),
    ],
    fires: [
      fires("it has lost somewhat more", days(6.5), more),
      fires("nobody has asked for a day how large it is", days(2), [usual, { ...shrunk, for: days(1) }, silent()]),
    ],
  };
}
