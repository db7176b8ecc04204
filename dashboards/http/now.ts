import { histogramQuantile, rate, select, sum } from "../../promql/build";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { http } from "../../signals/http";
import { asRatio, inSeconds } from "../../units/quantities";
import { durationText, percentText } from "../../units/text";
import { overviewLink } from "../links";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { query, rateInterval, thresholdOfAlert } from "./context";

export const requestsNow = ({ service }: Context): Panel => ({
  kind: "stat",
  key: "requests-now",
  title: "Requests",
  description:
    "Requests that arrive per second. Follows the time of day; a sudden drop means that they no longer reach the service.",
  unit: "requestsPerSecond",
  width: 6,
  height: 4,
  noValue: "No requests",
  links: [overviewLink],
  queries: [query("A", "requests", sum(select(http.requests, { service: service.name })))],
});

export const failingNow = ({ service, alerts }: Context): Panel => ({
  kind: "stat",
  key: "failing-now",
  title: "Failing",
  description: `Share of requests answered with a 5xx. The objective is ${percentText(service.objectives.availability)} without failure over 30 days.`,
  unit: "ratio",
  width: 6,
  height: 4,
  noValue: "No requests",
  links: [overviewLink],
  ...thresholdOfAlert(alerts, "http-error-ratio"),
  queries: [query("A", "failing", select(http.errorRatio, { service: service.name }))],
});

/** The quantile that the objective speaks of. */
export const quantileNow = ({ service }: Context): Panel => {
  const { share, within } = service.objectives.latency;
  const name = `p${share.percent}`;
  return {
    kind: "stat",
    key: "quantile-now",
    title: name,
    description: `${percentText(share)} of the requests are answered faster. The objective: within ${durationText(within)}.`,
    unit: "seconds",
    width: 6,
    height: 4,
    noValue: "No requests",
    links: [overviewLink],
    threshold: { above: inSeconds(within) },
    queries: [
      query(
        "A",
        name,
        histogramQuantile(
          asRatio(share),
          sum(rate(select(serverSpans.durationBucket, { service: service.name }), rateInterval)).by("le"),
        ),
      ),
    ],
  };
};

export const slowNow = ({ service, alerts }: Context): Panel => ({
  kind: "stat",
  key: "slow-now",
  title: `Slower than ${durationText(service.objectives.latency.within)}`,
  description: "Share of requests slower than the objective. Counted at a histogram boundary, so it is exact.",
  unit: "ratio",
  width: 6,
  height: 4,
  noValue: "No requests",
  links: [overviewLink],
  ...thresholdOfAlert(alerts, "http-slow-requests"),
  queries: [query("A", "slow", select(http.slowRatio, { service: service.name }))],
});
