import type { Labels } from "../promql/labels";
import type { Duration } from "../units/quantities";

/** Moments of a query, equally far apart; both ends belong to it. Milliseconds since the epoch. */
export interface Steps {
  readonly from: number;
  readonly to: number;
  readonly step: Duration;
}

/** What Prometheus answers to a range query, without the steps at which a series has no value. */
export interface AnsweredSeries {
  readonly labels: Labels;
  readonly at: readonly number[];
  readonly values: readonly number[];
}

export interface Answer {
  readonly series: readonly AnsweredSeries[];
  /** Steps at which Prometheus refused, in milliseconds since the epoch, each with its words. */
  readonly refused: ReadonlyMap<number, string>;
}

/** Prometheus answers no query of more steps. */
const mostSteps = 11_000;

/** Asks a query at one step after the other, as those do who evaluate rules. @param url of Prometheus */
export async function ask(url: string, expr: string, steps: Steps): Promise<Answer> {
  const { from, to, step } = steps;
  const count = Math.floor((to - from) / step.milliseconds) + 1;
  if (count < 1) return { series: [], refused: new Map() };
  if (count > mostSteps) return inHalves(url, expr, steps, count);
  const answer = await rangeQuery(url, expr, steps);
  if (answer.status === "success") return { series: answer.data.result.map(seriesOf), refused: new Map() };
  // One step that cannot be evaluated spoils all of a query, and none of the other evaluations of a rule.
  if (answer.errorType === "execution" && count > 1) return inHalves(url, expr, steps, count);
  if (answer.errorType === "execution") return { series: [], refused: new Map([[from, answer.error]]) };
  throw new Error(`Prometheus refused ${expr}: ${answer.error}`);
}

async function inHalves(url: string, expr: string, { from, to, step }: Steps, count: number): Promise<Answer> {
  const middle = from + Math.floor(count / 2) * step.milliseconds;
  const first = await ask(url, expr, { from, to: middle - step.milliseconds, step });
  const second = await ask(url, expr, { from: middle, to, step });
  const joined = new Map<string, AnsweredSeries>();
  for (const { labels, at, values } of [...first.series, ...second.series]) {
    const key = JSON.stringify(Object.entries(labels).sort());
    const before = joined.get(key);
    joined.set(
      key,
      before ? { labels, at: before.at.concat(at), values: before.values.concat(values) } : { labels, at, values },
    );
  }
  return { series: [...joined.values()], refused: new Map([...first.refused, ...second.refused]) };
}

type Response =
  | { readonly status: "success"; readonly data: { readonly result: readonly Matrix[] } }
  | { readonly status: "error"; readonly errorType: string; readonly error: string };

interface Matrix {
  readonly metric: Labels;
  readonly values: readonly (readonly [seconds: number, value: string])[];
}

/** To pack an answer, and to unpack it on the same machine, takes longer than to hand it over. */
const unpacked = { "Accept-Encoding": "identity" };

async function rangeQuery(url: string, query: string, { from, to, step }: Steps): Promise<Response> {
  const body = new URLSearchParams({
    query,
    start: String(from / 1000),
    end: String(to / 1000),
    step: String(step.milliseconds / 1000),
  });
  const response = await fetch(`${url}/api/v1/query_range`, { method: "POST", body, headers: unpacked });
  return (await response.json()) as Response;
}

const seriesOf = ({ metric, values }: Matrix): AnsweredSeries => ({
  labels: metric,
  at: values.map(([seconds]) => Math.round(seconds * 1000)),
  values: values.map(([, text]) => numberOf(text)),
});

/** As Prometheus writes numbers: `1e-05`, `NaN`, `+Inf`. */
const numberOf = (text: string): number =>
  text.endsWith("Inf") ? (text === "-Inf" ? -Infinity : Infinity) : Number(text);
