import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import { clip } from "../findings/clip";

import type { Labels } from "../promql/labels";
import type { SampledSeries } from "./samples";

export interface ReadSeries {
  readonly series: readonly SampledSeries[];
  readonly findings: readonly Finding[];
}

/** Of lines that cannot be read so many are told. */
const mostTold = 5;

/**
 * Reads OpenMetrics text with a timestamp in each line, in any order: what `promtool tsdb dump-openmetrics` writes. It
 * leaves out where series ended: whose samples stay away has.
 *
 * @param lines without their ends
 */
export async function readOpenMetrics(lines: AsyncIterable<string> | Iterable<string>): Promise<ReadSeries> {
  const found = new Map<string, Found>();
  const wrong: Finding[] = [];
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line === "" || line.startsWith("#")) continue;
    const read = readLine(line);
    if ("problem" in read) wrong.push(unreadable(number, line, read.problem));
    else seriesOf(found, read.series).push([read.at, read.value]);
  }
  const last = [...found.values()].reduce(
    (latest, { samples }) => Math.max(latest, ...samples.slice(-1).map(([at]) => at)),
    0,
  );
  const series = [...found.values()].map(({ name, labels, samples }) => sampled(name, labels, samples, last));
  const rest = wrong.length - mostTold;
  return { series, findings: [...wrong.slice(0, mostTold), ...(rest > 0 ? [andMore(rest)] : [])] };
}

interface Found {
  readonly name: string;
  readonly labels: Labels;
  readonly samples: [at: number, value: number][];
}

/** A series' name and labels are read once: most of a file is the same ones again. */
function seriesOf(found: Map<string, Found>, text: string): Found["samples"] {
  const known = found.get(text);
  if (known) return known.samples;
  const [, bare, within, rest = ""] = named.exec(text) ?? [];
  const one: Found = { name: bare ?? unescaped(within ?? ""), labels: labelsIn(rest), samples: [] };
  found.set(text, one);
  return one.samples;
}

/**
 * Names of any characters stand in quotation marks, of metrics within the braces. Bare ones, as promtool writes all:
 * letters, digits, dots.
 */
const inQuotes = String.raw`(?:[^"\\]|\\.)`;
const bareLabel = String.raw`[\p{L}_][\p{L}\p{N}_.]*`;
const label = String.raw`(?:${bareLabel}|"${inQuotes}+")="${inQuotes}*"`;
const labels = String.raw`(?:${label}(?:, ?${label})*,?)?`;
const bareName = String.raw`[\p{L}_:][\p{L}\p{N}_:.]*`;
const series = String.raw`(?:${bareName}(?:\{${labels}\})?|\{"${inQuotes}+"(?:, ?${labels})?\})`;
const lineOf = new RegExp(String.raw`^(${series}) +(\S+)(?: +(\S+))?(?: +# .*)?$`, "u");
const named = new RegExp(String.raw`^(?:(${bareName})|\{"(${inQuotes}+)")(.*)$`, "su");
const pairOf = new RegExp(String.raw`(?:(${bareLabel})|"(${inQuotes}+)")="(${inQuotes}*)"`, "gsu");

type ReadLine =
  | { readonly series: string; readonly at: number; readonly value: number }
  | { readonly problem: "form" | "value" | "time" };

function readLine(line: string): ReadLine {
  const [, name, value, time] = lineOf.exec(line) ?? [];
  if (name === undefined || value === undefined) return { problem: "form" };
  const at = Number(time);
  if (time === undefined || !Number.isFinite(at)) return { problem: "time" };
  const number = /^[+-]?Inf$/i.test(value) ? (value.startsWith("-") ? -Infinity : Infinity) : Number(value);
  if (Number.isNaN(number) && !/^nan$/i.test(value)) return { problem: "value" };
  return { series: name, at: Math.round(at * 1000), value: number };
}

function labelsIn(text: string): Labels {
  const pairs = [...text.matchAll(pairOf)];
  return Object.fromEntries(
    pairs.map(([, bare, within = "", value = ""]) => [bare ?? unescaped(within), unescaped(value)]),
  );
}

const unescaped = (text: string): string =>
  text.replace(/\\(.)/g, (_, escaped) => (escaped === "n" ? "\n" : String(escaped)));

function sampled(name: string, labels: Labels, samples: Found["samples"], last: number): SampledSeries {
  const rising = samples.sort(([one], [other]) => one - other).filter(([at], index, all) => at !== all[index + 1]?.[0]);
  const whole = withEnds(rising, last);
  return {
    name,
    labels,
    at: Float64Array.from(whole, ([at]) => at),
    values: Float64Array.from(whole, ([, value]) => value),
  };
}

/** Scrapes that may be lost before a series has ended. */
const patience = 2.5;

/** With NaN a step after each sample that no other follows. @param last moment of the file */
function withEnds(samples: Found["samples"], last: number): Found["samples"] {
  const steps = samples.slice(1).map(([at], index) => at - (samples[index]?.[0] ?? at));
  const usual = steps.sort((one, other) => one - other)[Math.floor(steps.length / 2)];
  if (usual === undefined) return samples;
  return samples.flatMap((sample, index) => {
    const [at] = sample;
    const next = samples[index + 1]?.[0] ?? last;
    return next - at > patience * usual ? [sample, [at + usual, NaN]] : [sample];
  });
}

const problems = {
  form: "is no sample: a name, labels, a value and a timestamp.",
  value: "has no number for a value.",
  time: "has no timestamp in seconds.",
} as const;

const unreadable = (number: number, line: string, problem: keyof typeof problems): Finding =>
  error({
    id: "incident-line-unreadable",
    where: `line ${number}`,
    what: `"${clip(line)}" ${problems[problem]}`,
    why: "what cannot be read is not replayed, and what is left would be another incident.",
    fix: "promtool tsdb dump-openmetrics writes such a file (docs/simulator.md).",
  });

const andMore = (rest: number): Finding =>
  error({
    id: "incident-line-unreadable",
    where: "the file",
    what: `${rest} more lines cannot be read.`,
    why: "what cannot be read is not replayed, and what is left would be another incident.",
    fix: "is it OpenMetrics text at all?",
  });
