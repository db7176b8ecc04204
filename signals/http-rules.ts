import type { HttpService } from "../model/http-service";
import { allEndpoints } from "../model/http-service";
import {
  before,
  constant,
  divide,
  histogramQuantile,
  max,
  or,
  overTime,
  rate,
  rename,
  select,
  sum,
  where,
  withLabel,
} from "../promql/build";
import type { Duration } from "../units/quantities";
import { days, hours, milliseconds, minutes, remainder } from "../units/quantities";
import { serverSpans } from "./contracts/span-metrics";
import { http } from "./http";
import type { Signal } from "./signal";
import { recordAs, recordSlowly } from "./signal";

/**
 * Window of the recorded rates: ten scrapes, smooth enough for a graph, quick enough for a page, and one lost scrape
 * does not matter.
 */
export const window = minutes(5);

/** Rate, errors and duration of one HTTP service. */
export const httpSignals = (service: HttpService): Signal[] => [
  requests(service),
  duration(service),
  otherThan200(service),
  timeSpent(service),
  timed(service),
  usual(service),
  errorBudget(service),
];

const requests = ({ name }: HttpService): Signal => ({
  ...http.requests,
  series: [
    recordAs(
      http.requests.rate,
      sum(rate(select(serverSpans.calls, { service: name }), window)).by("service", "endpoint", "method", "params"),
    ),
  ],
});

const duration = ({ name }: HttpService): Signal => {
  const per = ["service", "endpoint", "http_status_code"] as const;
  const buckets = sum(rate(select(serverSpans.durationBucket, { service: name }), window)).by(...per, "le");
  const seconds = sum(rate(select(serverSpans.durationSum, { service: name }), window)).by(...per);
  const counted = sum(rate(select(serverSpans.durationCount, { service: name }), window)).by(...per);
  // An endpoint without a request in the window has no quantile: NaN, which no comparison lets through.
  const quantile = (q: number) => where(histogramQuantile(q, buckets), ">=", 0);
  return {
    ...http.duration,
    series: [
      recordAs(http.duration.p50, quantile(0.5)),
      recordAs(http.duration.p95, quantile(0.95)),
      recordAs(http.duration.p99, quantile(0.99)),
      recordAs(http.duration.mean, divide(seconds, where(counted, ">", 0))),
    ],
  };
};

const otherThan200 = ({ name }: HttpService): Signal => {
  const responses = rate(select(serverSpans.calls, { service: name, http_status_code: { not: "200" } }), window);
  const renamed = rename(responses, "http_status_code", "status_code");
  return {
    ...http.non200,
    series: [recordAs(http.non200.rate, sum(renamed).by("service", "endpoint", "status_code"))],
  };
};

const timeSpent = ({ name }: HttpService): Signal => {
  const seconds = rate(select(serverSpans.durationSum, { service: name }), window);
  return { ...http.timeSpent, series: [recordAs(http.timeSpent.rate, sum(seconds).by("service", "endpoint"))] };
};

const timed = ({ name }: HttpService): Signal => {
  const counted = rate(select(serverSpans.durationCount, { service: name }), window);
  return { ...http.timed, series: [recordAs(http.timed.rate, sum(counted).by("service", "endpoint"))] };
};

/** Three hours are looked back upon: of one series, for a service may have hundreds, by endpoint and parameters. */
const usual = ({ name }: HttpService): Signal => {
  const arriving = sum(select(http.requests.rate, { service: name })).by("service");
  const together = select(http.usual.arriving, { service: name });
  const hourAround = (ago: Duration) => overTime("avg", before(together, ago), hours(1));
  // So that the hour, which ends where it is asked for, lies around the moment.
  const lessHalfAnHour = (ago: Duration) => milliseconds(ago.milliseconds - minutes(30).milliseconds);
  // Of a service that nobody calls on Saturdays nothing is counted then; that it was recorded is known all the same.
  const recorded = select(http.errorRatio.all, { service: name, endpoint: allEndpoints });
  const silent = where(
    max(overTime("avg", before(recorded, lessHalfAnHour(days(7))), hours(1))).by("service"),
    "==",
    0,
  );
  // A week before knows weekends; a young service has only yesterday, or the hour before.
  const weekBefore = or(hourAround(lessHalfAnHour(days(7))), silent);
  const dayBefore = hourAround(lessHalfAnHour(days(1)));
  const rates = or(or(weekBefore, dayBefore), hourAround(minutes(10)));
  return {
    ...http.usual,
    series: [recordAs(http.usual.arriving, arriving), recordSlowly(http.usual.rate, rates)],
  };
};

const errorBudget = ({ name, objectives }: HttpService): Signal => {
  const budget = constant(remainder(objectives.availability));
  return { ...http.errorBudget, series: [recordAs(http.errorBudget.ratio, withLabel(budget, "service", name))] };
};
