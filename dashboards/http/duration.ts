import { divide, histogramQuantile, increase, rate, select, sum, where } from "../../promql/build";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { http } from "../../signals/http";
import { inSeconds, remainder } from "../../units/quantities";
import { durationText } from "../../units/text";
import { graph, heatmapPanel, query } from "../build";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { chosen, rateInterval } from "./context";
import { overWindows } from "./objectives";

export const percentiles = ({ service: { name, objectives } }: Context): Panel => {
  const series = { service: name, endpoint: chosen };
  const buckets = sum(rate(select(serverSpans.durationBucket, series), rateInterval)).by("le");
  const mean = divide(
    sum(rate(select(serverSpans.durationSum, series), rateInterval)),
    where(sum(rate(select(serverSpans.durationCount, series), rateInterval)), ">", 0),
  );
  return graph("percentiles", http.duration, {
    description: "Of the chosen endpoints together. The line is the objective.",
    exemplars: true,
    thresholds: [{ above: inSeconds(objectives.latency.within) }],
    queries: [
      query("p50", histogramQuantile(0.5, buckets)),
      query("p95", histogramQuantile(0.95, buckets)),
      query("p99", histogramQuantile(0.99, buckets)),
      query("mean", mean),
    ],
  });
};

export const slow = ({ service: { name, objectives } }: Context): Panel =>
  graph("slow", http.slowRatio, {
    title: `Slower than ${durationText(objectives.latency.within)}`,
    description:
      "The long window says that it matters, the short one that it goes on. The line is what the objective leaves.",
    thresholds: [{ above: remainder(objectives.latency.share) }],
    queries: overWindows(name, http.slowRatio),
  });

export const heatmap = ({ service }: Context): Panel => {
  const series = select(serverSpans.durationBucket, { service: service.name, endpoint: chosen });
  return heatmapPanel("response-times", http.duration, {
    title: "Response times",
    description:
      "How many requests took how long. Two bands are two kinds of request; a band that rises is a slowdown.",
    queries: [query("{{le}}", sum(increase(series, rateInterval)).by("le"))],
  });
};
