import { allEndpoints, objectivePeriod } from "../../model/http-service";
import { histogramQuantile, rate, select, sum, where } from "../../promql/build";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { http } from "../../signals/http";
import { asRatio, inSeconds, remainder } from "../../units/quantities";
import { durationText, percentText } from "../../units/text";
import { query, stat } from "../build";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { rateInterval } from "./context";

const noValue = "No requests";

export const requestsNow = ({ service: { name } }: Context): Panel =>
  stat("requests-now", http.requests, {
    noValue,
    queries: [query("requests", sum(select(http.requests.rate, { service: name })))],
  });

export const failingNow = ({ service: { name, objectives } }: Context): Panel =>
  stat("failing-now", http.errorRatio, {
    title: "Failing",
    description: `The objective is ${percentText(objectives.availability)} without failure in ${durationText(objectivePeriod)}; the threshold is what that leaves.`,
    noValue,
    thresholds: [{ above: remainder(objectives.availability) }],
    queries: [query("failing", select(http.errorRatio.ratio["5m"], { service: name, endpoint: allEndpoints }))],
  });

/** Panel of the quantile that the latency objective speaks of. */
export const quantileNow = ({ service: { name, objectives } }: Context): Panel => {
  const { share, within } = objectives.latency;
  const title = `p${share.percent}`;
  const buckets = sum(rate(select(serverSpans.durationBucket, { service: name }), rateInterval)).by("le");
  return stat("quantile-now", http.duration, {
    title,
    description: `${percentText(share)} of the requests are answered faster. The objective: within ${durationText(within)}.`,
    noValue,
    thresholds: [{ above: inSeconds(within) }],
    queries: [query(title, where(histogramQuantile(asRatio(share), buckets), ">=", 0))],
  });
};

export const slowNow = ({ service: { name, objectives } }: Context): Panel =>
  stat("slow-now", http.slowRatio, {
    title: `Slower than ${durationText(objectives.latency.within)}`,
    noValue,
    thresholds: [{ above: remainder(objectives.latency.share) }],
    queries: [query("slow", select(http.slowRatio.ratio["5m"], { service: name, endpoint: allEndpoints }))],
  });
