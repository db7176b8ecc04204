import { up } from "../../../signals/contracts/prometheus";
import type { Duration } from "../../../units/quantities";
import { hours, minutes, times, together } from "../../../units/quantities";
import { another } from "../../stories/another";
import type { Stretch } from "../../stories/course";
import { gauge } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { FiringStory, Stories, Story } from "../../stories/story";
import type { ScrapeTarget } from "../../target";

/** An exporter of a thing, as stories tell of it. */
export interface Teller {
  readonly exporter: string;
  readonly target: ScrapeTarget;
  /** Series of the exporter on a thing of this name while all is well. */
  readonly tells: (name: string, samples: string) => readonly InputSeries[];
}

/** What becomes of an exporter: of its scrapes, and of what it says of the thing. @default all is well */
interface Course {
  readonly scraped?: number | "ended";
  readonly tells?: number | "ended";
}

interface ExporterFacts {
  readonly name: string;
  readonly tellers: readonly [Teller, ...Teller[]];
  readonly pendingFor: Duration;
  /** Time between two evaluations of the stories. */
  readonly every: Duration;
}

/** Makes stories of all that measures a thing, and of what one of them does an hour later. */
export function tellerOf({ name, tellers, pendingFor, every }: ExporterFacts) {
  const begins = hours(1);
  const stands = together(begins, pendingFor, minutes(4));
  const length = together(stands, hours(1));
  const well: Stretch[] = [{ for: length, at: 1 }];
  const since = (then: number | "ended"): Stretch[] => [
    { for: begins, at: 1 },
    then === "ended" ? { for: length, is: then } : { for: length, at: then },
  ];
  const samples = (course: readonly Stretch[]) => gauge(course, every);
  const scraped = (target: ScrapeTarget, course: readonly Stretch[]): InputSeries =>
    shaped(up, { ...target, pod: `${target.job}-0` }, samples(course));
  const told = ({ target, tells }: Teller, { scraped: is = 1, tells: says = 1 }: Course): InputSeries[] => [
    scraped(target, since(is)),
    ...tells(name, samples(since(says))),
    ...tells(another(name), samples(well)),
    // What is no part of it cannot be scraped.
    scraped({ ...target, port: another(target.port) }, [{ for: length, at: 0 }]),
    scraped({ ...target, job: another(target.job) }, [{ for: length, at: 0 }]),
  ];
  const story = (when: string, course: Course = {}, at = stands, ill: Teller = tellers[0]): Story => ({
    when,
    given: tellers.flatMap((teller) => told(teller, teller === ill ? course : {})),
    at,
    every,
  });
  return {
    samples: (then: number | "ended") => samples(since(then)),
    story,
    fires: (when: string, course: Course, ill: Teller = tellers[0]): FiringStory => ({
      ...story(when, course, stands, ill),
      labels: [{ exporter: ill.exporter }],
    }),
    early: together(begins, times(pendingFor, 0.6)),
  };
}

export function exporterStories(facts: ExporterFacts): Stories {
  const { name, tellers } = facts;
  const { story, fires, early } = tellerOf(facts);
  const [first, ...others] = tellers;
  const of = (teller: Teller): [FiringStory, ...FiringStory[]] => [
    fires(`${teller.exporter} cannot be scraped`, { scraped: 0 }, teller),
    fires(`${teller.exporter} is gone`, { scraped: "ended", tells: "ended" }, teller),
    fires(`${teller.exporter} says nothing of ${name} any more`, { tells: "ended" }, teller),
  ];
  return {
    quiet: [
      story("it is measured, and what does not measure it cannot be scraped"),
      story(`${first.exporter} cannot be scraped for less long than is waited`, { scraped: 0 }, early),
    ],
    fires: [...of(first), ...others.flatMap(of)],
  };
}
