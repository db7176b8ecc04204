import type { Database } from "../../../model/database";
import { postgres } from "../../../signals/contracts/postgres";
import type { Duration } from "../../../units/quantities";
import { minutes, round, times, together } from "../../../units/quantities";
import { another } from "../../stories/another";
import { counter } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { Stories, Story } from "../../stories/story";
import { labelsOf } from "./database-server";

interface CacheFacts {
  /** Share of all blocks that is no longer found, at which the alert stands. */
  readonly lost: number;
  /** Blocks per second that are read, from which on it counts. */
  readonly reads: number;
  /** How long the time is that the share found is compared with; `apart` is how far that lies back. */
  readonly past: Duration;
  readonly apart: Duration;
  readonly pendingFor: Duration;
}

/** Blocks that are looked for, and the share of them that is found. */
interface Blocks {
  readonly for: Duration;
  readonly perSecond: number;
  readonly found: number;
}

export function cacheStories(database: Database, { lost, reads, past, apart, pendingFor }: CacheFacts): Stories {
  const { name } = database;
  const every = minutes(1);
  const counted = (of: string, stretches: readonly Blocks[]): InputSeries[] => {
    const blocks = (share: (found: number) => number) =>
      counter(
        stretches.map((stretch) => ({ for: stretch.for, perSecond: round(stretch.perSecond * share(stretch.found)) })),
        every,
      );
    return [
      shaped(
        postgres.blocksFound,
        { db_instance: of },
        blocks((found) => found),
      ),
      shaped(
        postgres.blocksRead,
        { db_instance: of },
        blocks((found) => 1 - found),
      ),
    ];
  };
  const [usual, many] = [0.99, 3 * reads];
  /** After a day as usual so much less is found: so many times what it takes. @param misses per second, then */
  const falls = (often: number, misses = many): Blocks[] => {
    const found = round(usual - often * lost);
    const perSecond = misses / (1 - found);
    return [
      { for: past, perSecond, found: usual },
      { for: past, perSecond, found },
    ];
  };
  const well: Blocks[] = [{ for: together(past, past), perSecond: many, found: usual }];
  const story = (
    when: string,
    after: Duration,
    blocks: readonly Blocks[],
    others: readonly Blocks[] = well,
  ): Story => ({
    when,
    given: [...counted(name, blocks), ...counted(another(name), others)],
    at: together(past, after),
    every,
  });
  const due = together(pendingFor, minutes(17));
  // Twice of what it takes is less than it takes when half of the past is as bad.
  const half = (more: Duration) => together(times(past, 0.5), apart, more);
  const labels = [labelsOf(database)] as const;
  return {
    quiet: [
      story("a little less of it is lost", due, falls(0.95)),
      story("it has not lasted", times(pendingFor, 0.8), falls(2)),
      story("hardly anything is read", due, falls(2, 0.8 * reads)),
      story("more than half of the past was no better", half(minutes(30)), falls(2)),
      story("it is another's", due, well, falls(2)),
    ],
    fires: [
      { ...story("a little more of it is lost", due, falls(1.2)), labels },
      { ...story("more than half of the past was better", half(minutes(0)), falls(2)), labels },
    ],
  };
}
