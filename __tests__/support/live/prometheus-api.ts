import type { Labels, Point } from "../../../promql/labels";

export interface InstantSample extends Point {
  readonly labels: Labels;
}

export interface Series {
  readonly labels: Labels;
  readonly points: readonly Point[];
}

export interface RuleStatus {
  readonly group: string;
  readonly name: string;
  readonly type: "recording" | "alerting";
  readonly health: "ok" | "err" | "unknown";
  readonly lastError?: string;
}

export interface TargetStatus {
  readonly labels: Labels;
  readonly scrapePool: string;
  readonly health: "up" | "down" | "unknown";
  readonly lastError: string;
}

/** An exemplar of a series: the labels point to a trace. */
export interface Exemplar extends Point {
  readonly seriesLabels: Labels;
  readonly labels: Labels;
}

/** What a Prometheus that runs is asked: https://prometheus.io/docs/prometheus/latest/querying/api/ */
export class PrometheusApi {
  constructor(readonly url: string) {}

  /**
   * An instant query; a scalar comes as one sample without labels.
   * @param at milliseconds since the epoch @default now
   */
  async query(expr: string, at?: number): Promise<readonly InstantSample[]> {
    const { resultType, result } = await this.get<QueryResult>("query", { query: expr, ...time(at) });
    if (resultType === "scalar") return [{ labels: {}, ...point(result) }];
    if (resultType === "vector") return result.map(({ metric, value }) => ({ labels: metric, ...point(value) }));
    throw new Error(`${expr} is a ${resultType}: use samples()`);
  }

  /** The raw samples that a range selector such as `up[5m]` selects. @param at as of `query` */
  async samples(rangeSelector: string, at?: number): Promise<readonly Series[]> {
    const { resultType, result } = await this.get<QueryResult>("query", { query: rangeSelector, ...time(at) });
    if (resultType !== "matrix") throw new Error(`${rangeSelector} is a ${resultType}: use query()`);
    return result.map(series);
  }

  /** Every rule with its health; `unknown` until its first evaluation. */
  async rules(): Promise<readonly RuleStatus[]> {
    const { groups } = await this.get<{ groups: { name: string; rules: Omit<RuleStatus, "group">[] }[] }>("rules");
    return groups.flatMap(({ name: group, rules }) =>
      rules.map(({ name, type, health, lastError }) => ({
        group,
        name,
        type,
        health,
        ...(lastError ? { lastError } : {}),
      })),
    );
  }

  async targets(): Promise<readonly TargetStatus[]> {
    return (await this.get<{ activeTargets: TargetStatus[] }>("targets", { state: "active" })).activeTargets;
  }

  /** Needs the feature `exemplar-storage`. @param window milliseconds since the epoch */
  async exemplars(selector: string, { from, to }: { readonly from: number; readonly to: number }): Promise<Exemplar[]> {
    const answer = await this.get<ExemplarSeries[]>("query_exemplars", {
      query: selector,
      start: String(from / 1000),
      end: String(to / 1000),
    });
    return answer.flatMap(({ seriesLabels, exemplars }) =>
      exemplars.map(({ labels, timestamp, value }) => ({ seriesLabels, labels, ...point([timestamp, value]) })),
    );
  }

  private async get<Data>(endpoint: string, parameters: Readonly<Record<string, string>> = {}): Promise<Data> {
    const response = await fetch(`${this.url}/api/v1/${endpoint}?${new URLSearchParams(parameters).toString()}`);
    const answer = (await response.json()) as { status: string; error?: string; data: Data };
    if (answer.status !== "success") {
      throw new Error(
        `Prometheus refused ${endpoint} ${JSON.stringify(parameters)}: ${answer.error ?? response.statusText}`,
      );
    }
    return answer.data;
  }
}

/** Seconds since the epoch and the value as text, as the API sends a sample. */
type RawPoint = readonly [number, string];

interface Matrix {
  readonly resultType: "matrix";
  readonly result: readonly { readonly metric: Labels; readonly values: readonly RawPoint[] }[];
}

type QueryResult =
  | Matrix
  | { readonly resultType: "scalar"; readonly result: RawPoint }
  | {
      readonly resultType: "vector";
      readonly result: readonly { readonly metric: Labels; readonly value: RawPoint }[];
    };

interface ExemplarSeries {
  readonly seriesLabels: Labels;
  readonly exemplars: readonly { readonly labels: Labels; readonly value: string; readonly timestamp: number }[];
}

const time = (at: number | undefined) => (at === undefined ? {} : { time: String(at / 1000) });

const series = ({ metric, values }: Matrix["result"][number]): Series => ({
  labels: metric,
  points: values.map(point),
});

const point = ([at, value]: RawPoint): Point => ({ at: Math.round(at * 1000), value: number(value) });

const number = (text: string): number =>
  /^[+-]?Inf$/.test(text) ? Number(text.replace("Inf", "Infinity")) : Number(text);
