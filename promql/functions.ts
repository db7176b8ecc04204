/** What an expression evaluates to: Prometheus calls a vector `instant vector` and a range `range vector`. */
export type Kind = "scalar" | "vector" | "range" | "string";

const kindNames: Readonly<Record<Kind, string>> = {
  scalar: "a number",
  vector: "an instant vector",
  range: "a range vector",
  string: "a string",
};

export const kindName = (kind: Kind): string => kindNames[kind];

export interface PromFunction {
  readonly args: readonly Kind[];
  /** How many of the last arguments may be left out. */
  readonly optional: number;
  /** Whether the last argument may be repeated. */
  readonly repeats: boolean;
  readonly returns: Kind;
  /**
   * What the function's samples must be for the result to mean anything: of a counter, of a gauge, buckets with the
   * label `le`.
   */
  readonly needs?: "counter" | "gauge" | "buckets";
  /** How many scrapes the function's range must span, so that one that is late or lost leaves a result. */
  readonly scrapes?: number;
}

type Extras = Partial<Omit<PromFunction, "args">>;

const takes = (args: readonly Kind[], names: string, extras: Extras = {}): [string, PromFunction][] =>
  names.split(" ").map((name) => [name, { args, optional: 0, repeats: false, returns: "vector", ...extras }]);

/** Every function of Prometheus 3 that needs no feature flag (promql/parser/functions.go, 3.16). */
export const functions: ReadonlyMap<string, PromFunction> = new Map([
  ...takes(["vector"], "abs ceil exp floor ln log10 log2 sgn sqrt"),
  ...takes(["vector"], "acos acosh asin asinh atan atanh cos cosh deg rad sin sinh tan tanh"),
  ...takes(["vector"], "absent sort sort_desc timestamp"),
  ...takes(["vector"], "histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum"),
  ...takes(["vector"], "scalar", { returns: "scalar" }),
  ...takes(["vector"], "day_of_month day_of_week day_of_year days_in_month hour minute month year", { optional: 1 }),
  ...takes(["vector", "scalar"], "clamp_max clamp_min"),
  ...takes(["vector", "scalar"], "round", { optional: 1 }),
  ...takes(["vector", "scalar", "scalar"], "clamp"),
  ...takes(["vector", "string", "string", "string", "string"], "label_replace"),
  ...takes(["vector", "string", "string", "string"], "label_join", { optional: 1, repeats: true }),
  ...takes(["scalar", "vector"], "histogram_quantile", { needs: "buckets" }),
  ...takes(["scalar", "scalar", "vector"], "histogram_fraction", { needs: "buckets" }),
  ...takes(["scalar"], "vector"),
  ...takes([], "pi time", { returns: "scalar" }),

  ...takes(["range"], "rate increase", { needs: "counter", scrapes: 4 }),
  ...takes(["range"], "irate resets", { needs: "counter" }),
  ...takes(["range"], "delta idelta deriv", { needs: "gauge" }),
  ...takes(["range", "scalar"], "predict_linear", { needs: "gauge" }),
  ...takes(["range"], "absent_over_time changes present_over_time"),
  ...takes(["range"], "avg_over_time count_over_time first_over_time last_over_time max_over_time min_over_time"),
  ...takes(["range"], "stddev_over_time stdvar_over_time sum_over_time"),
  ...takes(["scalar", "range"], "quantile_over_time"),
]);

export interface Aggregation {
  /** Kind of the parameter that stands before the vector: `topk(3, x)`. */
  readonly param?: Kind;
  /** The aggregation picks series and leaves them as they are, where the others make one of many. */
  readonly picks?: true;
}

/** Every aggregation of Prometheus 3 that needs no feature flag. */
export const aggregations: ReadonlyMap<string, Aggregation> = new Map<string, Aggregation>([
  ...["avg", "count", "group", "max", "min", "stddev", "stdvar", "sum"].map((name): [string, Aggregation] => [
    name,
    {},
  ]),
  ["quantile", { param: "scalar" }],
  ["count_values", { param: "string" }],
  ["topk", { param: "scalar", picks: true }],
  ["bottomk", { param: "scalar", picks: true }],
]);
