import { join } from "node:path";
import type { Duration } from "../../units/quantities";
import { milliseconds, seconds } from "../../units/quantities";
import { promDuration } from "../../units/text";
import { enginePath } from "../engine-path";
import type { GuardedFolder } from "./guarded-folder";
import { inGuardedFolder } from "./guarded-folder";
import type { Program } from "./process";
import { freePorts, loopback, pause } from "./process";
import type { RuleFiles } from "./promtool";
import { spacious } from "./spacious";
import type { Labels, Point } from "../../promql/labels";

/** One entry of Prometheus' `scrape_configs`, as it stands in its configuration file. */
export type ScrapeConfig = Readonly<Record<string, unknown>> & { readonly job_name: string };

export interface PrometheusProps {
  readonly ruleFiles?: RuleFiles;
  readonly scrapeConfigs?: readonly ScrapeConfig[];
  /** For jobs that name none of their own. @default 1 s */
  readonly scrapeInterval?: Duration;
  /** For rule groups that name none of their own. @default 1 s */
  readonly evaluationInterval?: Duration;
  /** Of `--enable-feature`. @default none */
  readonly features?: readonly string[];
  /** How large its storage may become, as its configuration spells it: `10MB`. @default no limit */
  readonly retentionSize?: string;
  /** What it stored before it was started, as OpenMetrics text with timestamps. @default nothing */
  readonly history?: string;
  /** Takes samples by remote write, of any age and in any order of their series. @default false */
  readonly receives?: boolean;
}

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

/** Starts the real Prometheus on a free port, its storage in a temporary folder that goes with it. */
export async function startPrometheus(props: PrometheusProps = {}): Promise<Prometheus> {
  const [port = 0] = await freePorts(1);
  const address = `${loopback}:${port}`;
  const features = props.features ?? [];
  const started = await inGuardedFolder("prometheus", async (folder) => {
    const configure = (changed: PrometheusProps) => writeConfig(folder, changed);
    if (props.history !== undefined) await storeHistory(folder, props.history);
    const program = await folder.run({
      command: enginePath("prometheus"),
      arguments: [
        `--config.file=${configure(props)}`,
        `--storage.tsdb.path=${join(folder.path, "data")}`,
        `--web.listen-address=${address}`,
        "--web.enable-lifecycle",
        ...(features.length > 0 ? [`--enable-feature=${features.join(",")}`] : []),
        ...(props.receives ? ["--web.enable-remote-write-receiver", ...ofAnyAge] : []),
      ],
      ready: `http://${address}/-/ready`,
      ...(props.receives && { environment: spacious }),
    });
    return { ...program, configure };
  });
  return new Prometheus(started, `http://${address}`, props, started.configure);
}

/**
 * What is older than the newest sample by half of its first block, it refuses: hidden options make that a year, and
 * nothing is ever compacted.
 */
const ofAnyAge = ["--storage.tsdb.min-block-duration=8760h", "--storage.tsdb.max-block-duration=8760h"];

export class Prometheus {
  constructor(
    private readonly program: Program,
    readonly url: string,
    private props: PrometheusProps,
    private readonly configure: (props: PrometheusProps) => string,
  ) {}

  log(): string {
    return this.program.log();
  }

  stop(): Promise<void> {
    return this.program.stop();
  }

  /** Replaces rules or scrape configurations while it runs. @throws if Prometheus refuses them, with its words. */
  async reload(changed: Pick<PrometheusProps, "ruleFiles" | "scrapeConfigs">): Promise<void> {
    this.props = { ...this.props, ...changed };
    this.configure(this.props);
    const response = await fetch(`${this.url}/-/reload`, { method: "POST" });
    if (!response.ok) throw new Error(`Prometheus refused the new configuration: ${await response.text()}`);
  }

  /** An instant query; a scalar comes as one sample without labels. @param at milliseconds since the epoch, default now */
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

  /** @param window milliseconds since the epoch, both ends included */
  async queryRange(
    expr: string,
    { from, to, step }: { readonly from: number; readonly to: number; readonly step: Duration },
  ): Promise<readonly Series[]> {
    const range = { start: String(from / 1000), end: String(to / 1000), step: String(step.milliseconds / 1000) };
    const { result } = await this.get<Matrix>("query_range", { query: expr, ...range });
    return result.map(series);
  }

  /** Asks again until the answer is as wanted. @throws after `within`, with the last answer and Prometheus' last lines. */
  async waitFor(
    expr: string,
    wanted: (samples: readonly InstantSample[]) => boolean,
    within: Duration = seconds(20),
  ): Promise<readonly InstantSample[]> {
    const deadline = Date.now() + within.milliseconds;
    for (;;) {
      const samples = await this.query(expr);
      if (wanted(samples)) return samples;
      if (Date.now() > deadline) {
        throw new Error(
          [
            `${expr} was not as wanted within ${promDuration(within)}. Its last answer:`,
            ...samples.map(({ labels, value }) => `  ${JSON.stringify(labels)} ${value}`),
            "Prometheus' last lines:",
            ...this.log().trimEnd().split("\n").slice(-10),
          ].join("\n"),
        );
      }
      await pause(milliseconds(200));
    }
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

async function storeHistory(folder: GuardedFolder, openMetrics: string): Promise<void> {
  const file = folder.write("history.txt", openMetrics);
  const { complaint } = await folder.runToEnd(enginePath("promtool"), [
    ...["tsdb", "create-blocks-from", "openmetrics"],
    // One block a month rather than one every two hours, each of which would read the whole file again.
    "--max-block-duration=768h",
    ...[file, join(folder.path, "data")],
  ]);
  if (complaint) throw new Error(`The history could not be stored: ${complaint}`);
}

function writeConfig(folder: GuardedFolder, props: PrometheusProps): string {
  const ruleFiles = Object.entries(props.ruleFiles ?? {}).map(([name, content]) =>
    folder.write(`rules-${name}.json`, content),
  );
  return folder.write("prometheus.json", {
    global: {
      scrape_interval: promDuration(props.scrapeInterval ?? seconds(1)),
      scrape_timeout: promDuration(props.scrapeInterval ?? seconds(1)),
      evaluation_interval: promDuration(props.evaluationInterval ?? seconds(1)),
    },
    rule_files: ruleFiles,
    scrape_configs: props.scrapeConfigs ?? [],
    ...(props.retentionSize !== undefined && { storage: { tsdb: { retention: { size: props.retentionSize } } } }),
  });
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
