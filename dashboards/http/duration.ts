import { divide, histogramQuantile, increase, rate, select, sum, where } from "../../promql/build";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { http } from "../../signals/http";
import { inSeconds } from "../../units/quantities";
import { durationText } from "../../units/text";
import { overviewLink } from "../links";
import { alertPanel } from "../alert-panel";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { chosen, query, rateInterval } from "./context";

export const percentiles = (context: Context): Panel => {
  const { name, objectives } = context.service;
  const series = { service: name, endpoint: chosen };
  const buckets = sum(rate(select(serverSpans.durationBucket, series), rateInterval)).by("le");
  const mean = divide(
    sum(rate(select(serverSpans.durationSum, series), rateInterval)),
    where(sum(rate(select(serverSpans.durationCount, series), rateInterval)), ">", 0),
  );
  return {
    kind: "timeseries",
    key: "percentiles",
    title: "Response time",
    description:
      "Of the chosen endpoints together. The line is the objective; p99 alone above it is one endpoint or one client.",
    unit: "seconds",
    width: 8,
    height: 8,
    exemplars: true,
    threshold: { above: inSeconds(objectives.latency.within) },
    links: [overviewLink],
    queries: [
      query("A", "p50", histogramQuantile(0.5, buckets)),
      query("B", "p95", histogramQuantile(0.95, buckets)),
      query("C", "p99", histogramQuantile(0.99, buckets)),
      query("D", "mean", mean),
    ],
  };
};

export const slow = (context: Context): Panel =>
  alertPanel(context, "http-slow-requests", {
    title: `Slower than ${durationText(context.service.objectives.latency.within)}`,
    description:
      "Share of requests slower than the objective. The alert only counts it from 10 slow requests in 5 minutes on.",
    legend: "as alerted",
    width: 8,
    height: 8,
    beside: [query("B", "slow", select(http.slowRatio, { service: context.service.name }))],
  });

export const heatmap = (context: Context): Panel => ({
  kind: "heatmap",
  key: "response-times",
  title: "Response times",
  description: "How many requests took how long. Two bands are two kinds of request; a band that rises is a slowdown.",
  unit: "seconds",
  width: 8,
  height: 8,
  links: [overviewLink],
  queries: [
    query(
      "A",
      "{{le}}",
      sum(
        increase(select(serverSpans.durationBucket, { service: context.service.name, endpoint: chosen }), rateInterval),
      ).by("le"),
    ),
  ],
});
