import { scrapeInterval } from "../../../environments/scrape";
import type { HttpService } from "../../../model/http-service";
import { criticalRoutes } from "../../../model/http-service";
import type { Labels } from "../../../promql/labels";
import { le } from "../../../promql/build";
import { serverSpans } from "../../../signals/contracts/span-metrics";
import type { Duration } from "../../../units/quantities";
import { inSeconds, round } from "../../../units/quantities";
import { another } from "../../stories/another";
import { counter } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";

/** Requests that arrive at an endpoint for a while. */
export interface Requests {
  readonly for: Duration;
  readonly perSecond: number;
  /** Share of the requests that is answered with a 500. @default 0 */
  readonly failing?: number;
  /** Share of the requests that takes longer than any objective allows. @default 0 */
  readonly slow?: number;
  /** Seconds that a request takes on average. @default 0.1 */
  readonly mean?: number;
}

/** Path of the first route without objectives of its own: what happens there happens to the service as a whole. */
export const anyEndpoint = (service: HttpService): string =>
  service.routes.find(({ objectives }) => !objectives)?.path ?? service.routes[0].path;

/** Series that a collector counts of the requests to one endpoint of a service, from zero on. */
export function requestsTo(
  service: HttpService,
  endpoint: string,
  stretches: readonly Requests[],
  every: Duration = scrapeInterval,
): InputSeries[] {
  const of = { service: service.name, endpoint };
  const counted = (rate: (stretch: Requests) => number) =>
    counter(
      stretches.map((stretch) => ({ for: stretch.for, perSecond: round(rate(stretch)) })),
      every,
    );
  const answers = (http_status_code: string, rate: (stretch: Requests) => number) =>
    shaped(serverSpans.calls, { ...of, method: "GET", params: "none", http_status_code }, counted(rate));
  const timed: Labels = { ...of, http_status_code: "200" };
  return [
    answers("200", ({ perSecond, failing = 0 }) => perSecond * (1 - failing)),
    answers("500", ({ perSecond, failing = 0 }) => perSecond * failing),
    shaped(
      serverSpans.durationCount,
      timed,
      counted(({ perSecond }) => perSecond),
    ),
    shaped(
      serverSpans.durationSum,
      timed,
      counted(({ perSecond, mean = 0.1 }) => perSecond * mean),
    ),
    ...boundariesOf(service).map((boundary) =>
      shaped(
        serverSpans.durationBucket,
        { ...timed, le: boundary },
        counted(({ perSecond, slow = 0 }) => perSecond * (1 - slow)),
      ),
    ),
  ];
}

const boundariesOf = (service: HttpService): string[] => [
  ...new Set([service, ...criticalRoutes(service)].map(({ objectives }) => le(inSeconds(objectives.latency.within)))),
];

/** A service of another name, which must not be mixed up with this one. */
export const anotherService = (service: HttpService): HttpService => ({ ...service, name: another(service.name) });

/** As much of it as there can be is bad. */
const allBad = (lasts: Duration): Requests => ({ for: lasts, perSecond: 50, failing: 1, slow: 1, mean: 20 });

/** Requests to {@link anotherService} service, all of them bad. */
export const requestsToAnother = (service: HttpService, lasts: Duration, every?: Duration): InputSeries[] =>
  requestsTo(anotherService(service), anyEndpoint(service), [allBad(lasts)], every);
