import type { HttpService } from "../../../model/http-service";
import { up } from "../../../signals/contracts/prometheus";
import type { Duration } from "../../../units/quantities";
import { days, hours, less, minutes, round, times, together } from "../../../units/quantities";
import { another } from "../../stories/another";
import { gauge, lengthOf } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { Stories, Story } from "../../stories/story";
import type { ScrapeTarget } from "../../target";
import type { Requests } from "./requests";
import { anotherService, anyEndpoint, requestsTo } from "./requests";

export const sampledEvery = minutes(2);

/**
 * Stories of the alert on requests that no longer arrive.
 * @param lost the share of what is usual at which the alert stands
 * @param fewest requests per second that are missed
 */
export function trafficStories(
  service: HttpService,
  target: ScrapeTarget,
  { lost, fewest, pendingFor }: { readonly lost: number; readonly fewest: number; readonly pendingFor: Duration },
): Stories {
  const busy = 10 * fewest;
  const young = youngTraffic(fewest, pendingFor);
  const some = (lasts: Duration, perSecond: number): Requests => ({ for: lasts, perSecond: round(perSecond) });
  const story = (when: string, stretches: readonly Requests[], scraped: 0 | 1 = 1, every = sampledEvery) => {
    const length = lengthOf(stretches);
    return {
      when,
      given: [
        ...requestsTo(service, anyEndpoint(service), stretches, sampledEvery),
        ...scrapes(target, length, scraped),
        ...requestsTo(
          anotherService(service),
          anyEndpoint(service),
          [some(hours(3), busy), some(length, 0)],
          sampledEvery,
        ),
      ],
      at: less(length, every),
      every,
      sampledEvery,
    };
  };
  const overDays = (when: string, stretches: readonly Requests[]) => story(when, stretches, 1, minutes(10));
  const labels = [{ service: service.name }] as const;
  // What a week, a day and the hour before had differs: only the week before says what is usual now.
  const week = [some(hours(12), busy), some(days(6), busy / 30), some(hours(10), busy)];
  const little = 0.06 * busy;
  const dayBefore = (lasts: Duration): Requests[] => [
    some(less(hours(2), times(lasts, 0.5)), little),
    some(lasts, busy),
    some(less(hours(24), times(lasts, 0.5)), little),
  ];
  return {
    quiet: [
      story("a little less of it is missing", [some(hours(3), busy), some(minutes(14), 1.3 * (1 - lost) * busy)]),
      overDays("it was as quiet a week before", [
        some(hours(12), 0.04 * busy),
        some(days(6.3), busy),
        some(hours(6), 0.04 * busy),
      ]),
      restDay(overDays("nobody calls, as on that day of the week before", [some(days(6.3), busy), some(hours(6), 0)])),
      story("little is usual", [some(hours(3), 0.8 * fewest), some(minutes(14), 0)]),
      story("it has not lasted", [some(hours(3), busy), some(minutes(8), 0)]),
      overDays("the day before had as much for a few minutes", dayBefore(minutes(20))),
      story("nobody counts", [some(hours(3), busy), some(minutes(14), 0)], 0),
      ...young.quiet.map(({ when, stretches }) => story(when, stretches)),
    ],
    fires: [
      { ...overDays("what the day before had for an hour is missing", dayBefore(minutes(60))), labels },
      {
        ...story("hardly anything arrives", [some(hours(3), busy), some(minutes(16), 0.6 * (1 - lost) * busy)]),
        labels,
      },
      {
        ...overDays("what a week before had is missing", [...week, some(hours(2), 0.6 * (1 - lost) * busy)]),
        labels,
      },
      ...young.fires.map(({ when, stretches }) => ({ ...story(when, stretches), labels })),
    ],
  };
}

/** Nothing was counted for twelve hours before: a collector forgets whom nobody calls. */
const restDay = ({ given, at, ...story }: Story): Story => ({
  ...story,
  given: given.map(({ series, values }) => ({
    series,
    values: `_x${hours(12).milliseconds / sampledEvery.milliseconds} ${values}`,
  })),
  at: together(hours(12), at),
});

/** Requests to a service that nobody called the day before: only the last hour says what is usual. */
export interface Young {
  readonly when: string;
  readonly stretches: readonly [Requests, ...Requests[]];
}

/**
 * Requests to services that nobody called the day before, by whether the alert on them fires.
 * @param fewest requests per second that are missed
 * @param pendingFor how long they have to be missing
 */
export function youngTraffic(fewest: number, pendingFor: Duration): Record<"quiet" | "fires", readonly Young[]> {
  const calls = (lasts: Duration, perSecond: number, gone: Duration): Young["stretches"] => [
    { for: hours(3), perSecond: 0 },
    { for: lasts, perSecond: round(perSecond) },
    { for: together(gone, sampledEvery), perSecond: 0 },
  ];
  const often = 3.6 * fewest;
  return {
    quiet: [
      // Ten minutes have to pass until it is part of the hour before.
      {
        when: "it was called for the first time, and is no longer",
        stretches: calls(minutes(12), 6 * fewest, together(minutes(8), pendingFor)),
      },
    ],
    fires: [
      { when: "it was called for half an hour, until a while ago", stretches: calls(minutes(26), often, minutes(14)) },
      { when: "it was called for half of the hour before", stretches: calls(minutes(26), often, minutes(44)) },
    ],
  };
}

/** Whether the collector answers; another port of it, and one of another service, do as it does not. */
const scrapes = (target: ScrapeTarget, lasts: Duration, scraped: 0 | 1): InputSeries[] => {
  const answers = (of: ScrapeTarget, at: number) =>
    shaped(up, { ...of, pod: `${of.job}-0` }, gauge([{ for: lasts, at }], sampledEvery));
  return [
    answers(target, scraped),
    answers({ ...target, port: "metrics" }, 1 - scraped),
    answers({ ...target, job: another(target.job) }, 1 - scraped),
  ];
};
