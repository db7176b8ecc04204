import type { Metric } from "../../../promql/metric";
import { scrapes, up } from "../../../signals/contracts/prometheus";
import type { Duration } from "../../../units/quantities";
import { hours, minutes, seconds, together } from "../../../units/quantities";
import type { Stretch } from "../../stories/course";
import { gauge, leadIn, mapped, suddenly, usually } from "../../stories/course";
import { levelStories } from "../../stories/level";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { FiringStory, Stories, Story } from "../../stories/story";

interface TargetFacts {
  readonly jobs: readonly [string, ...string[]];
  /** Value of the label `job` that stands for rules that are not there. */
  readonly ownRules: string;
  /** How long a target may not answer before that counts. */
  readonly silence: Duration;
  readonly pendingFor: Duration;
}

const always = usually(1);
const never = usually(0);

export function targetStories({ jobs: [job, ...others], ownRules, silence, pendingFor }: TargetFacts): Stories {
  const target = (of: string, at: number, stretches: readonly Stretch[]): InputSeries =>
    shaped(up, { job: of, instance: `${of}-${at}` }, gauge(stretches));
  /** Of one job so many targets, each as it is; one of each other, and some that are no part of the platform. */
  const story = (when: string, look: Duration, targets: readonly (readonly Stretch[])[]): Story => ({
    when,
    given: [
      ...targets.map((stretches, at) => target(job, at, stretches)),
      ...others.map((other) => target(other, 0, always)),
      target("an exporter of a slice", 0, never),
    ],
    at: together(leadIn, look),
  });
  const of = (all: number, dead: number, how: readonly Stretch[] = never) =>
    Array.from({ length: all }, (_, at) => (at < dead ? how : always));
  const gone: readonly Stretch[] = [
    { for: leadIn, at: 1 },
    { for: hours(1), is: "ended" },
  ];
  const due = together(silence, pendingFor, minutes(1));
  const flaps = Array.from({ length: 60 }, (): Stretch[] => [
    { for: seconds(30), at: 1 },
    { for: minutes(2), at: 0 },
  ]).flat();
  const labels = [{ job }] as const;
  return {
    quiet: [
      story("one of eleven targets of a job is dead", due, of(11, 1)),
      story("all of them answer again and again", due, of(3, 3, flaps)),
      story("one has not answered for less long than counts", together(silence, minutes(3)), of(1, 1, suddenly(1, 0))),
    ],
    fires: [
      { ...story("one of seven targets of a job is dead", due, of(7, 1)), labels },
      { ...story("its only target answers no more", due, of(1, 1, suddenly(1, 0))), labels },
      { ...story("its only target is gone", together(due, minutes(1)), of(1, 1, gone)), labels },
      { ...story("it was never there", due, []), labels },
      {
        when: "nothing at all is scraped",
        given: [target(job, 0, gone)],
        at: together(leadIn, due, minutes(5)),
        labels: [{ job: ownRules }, { job }, ...others.map((other) => ({ job: other }))],
      } satisfies FiringStory,
    ],
  };
}

/**
 * Stories of the alert on scrapes that have nearly too many samples.
 * @param near the share of the samples that a scrape may have at which the alert stands
 */
export function budgetStories(near: number, pendingFor: Duration): Stories {
  const limit = 30_000;
  const steady = (metric: Metric, job: string, instance: string, value: number) =>
    shaped(metric, { job, instance }, gauge([{ for: hours(2), at: value }]));
  const told = (share: readonly Stretch[]) => [
    shaped(scrapes.samples, { job: "one", instance: "large" }, gauge(mapped(share, (used) => used * limit))),
    steady(scrapes.sampleLimit, "one", "large", limit),
    steady(scrapes.samples, "one", "small", limit / 10),
    steady(scrapes.sampleLimit, "one", "small", limit),
    steady(scrapes.samples, "other", "small", limit / 10),
    steady(scrapes.sampleLimit, "other", "small", limit),
    // Without a limit.
    steady(scrapes.samples, "unlimited", "large", 10 * limit),
    steady(scrapes.sampleLimit, "unlimited", "large", 0),
  ];
  return levelStories({
    usual: 0.1,
    near: 0.9 * near,
    beyond: 1.1 * near,
    pendingFor,
    told,
    labels: { job: "one" },
    text: (share) => `${Math.round(100 * share)} % for one of its targets`,
  });
}
