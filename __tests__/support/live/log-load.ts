import { pipelineOf } from "../../../logs/pipelines";
import type { Pipeline } from "../../../logs/processor";
import { redaction } from "../../../logs/redaction";
import type { Component } from "../../../model/component";
import type { LogEngine } from "./log-engine";
import { eventOf } from "./log-engine";

/** What a load run has measured of the pipelines of one component. */
export interface LogLoad {
  readonly lines: number;
  /** From the request to the answer: parsed, redacted and stored. */
  readonly linesPerSecond: number;
  /** In the order of the pipelines; those that no line needed are left out. */
  readonly processors: readonly ProcessorCost[];
}

export interface ProcessorCost {
  readonly pipeline: string;
  /** `grok:text` */
  readonly processor: string;
  /** Lines that it was run for: the others did not fulfil its condition. */
  readonly lines: number;
  readonly microsecondsPerLine: number;
}

/** Of each request, as many as Logstash sends by default. */
const bulk = 125;

/** Sends the lines over and over, first so many that are not measured: nothing is compiled yet when an engine starts. */
export async function measureLoad(
  engine: LogEngine,
  component: Component,
  lines: readonly string[],
  count: number,
): Promise<LogLoad> {
  const events = Array.from({ length: bulk }, (_, at) => at);
  const send = async (total: number): Promise<void> => {
    for (let sent = 0; sent < total; sent += bulk)
      await engine.store(
        component,
        events.map((at) => eventOf(component, lines[(sent + at) % lines.length] ?? "")),
      );
  };
  await send(count / 2);
  const before = await costsOf(engine);
  const started = performance.now();
  await send(count);
  const seconds = (performance.now() - started) / 1000;
  const sent = Math.ceil(count / bulk) * bulk;
  return {
    lines: sent,
    linesPerSecond: sent / seconds,
    processors: difference(before, await costsOf(engine), batchedIn(component)),
  };
}

interface Cost {
  readonly count: number;
  readonly time_in_millis: number;
}

/** By pipeline and processor. */
type Costs = ReadonlyMap<string, Cost>;

interface IngestStats {
  readonly nodes: Readonly<
    Record<
      string,
      {
        readonly ingest: {
          readonly pipelines: Readonly<
            Record<string, { readonly processors: readonly Readonly<Record<string, { readonly stats: Cost }>>[] }>
          >;
        };
      }
    >
  >;
}

async function costsOf(engine: LogEngine): Promise<Costs> {
  const { nodes } = await engine.request<IngestStats>("GET", "/_nodes/stats/ingest");
  return new Map(
    Object.values(nodes).flatMap(({ ingest }) =>
      Object.entries(ingest.pipelines).flatMap(([pipeline, { processors }]) =>
        processors.flatMap((entry) =>
          Object.entries(entry).map(([name, { stats }]) => [`${pipeline} ${name}`, stats] as const),
        ),
      ),
    ),
  );
}

/**
 * OpenSearch runs these for a request as a whole, and counts the time of all for each of them. Those with a condition
 * are run line by line, as Elasticsearch does it.
 */
const batchedIn = (component: Component): ReadonlySet<string> =>
  new Set([pipelineOf(component), redaction].flatMap(batchedOf));

const batchedOf = ({ name, processors }: Pipeline): string[] =>
  processors.flatMap((processor) =>
    Object.entries(processor).flatMap(([kind, options]) => {
      const { tag, if: condition, ignore_failure } = options as { tag: string; if?: string; ignore_failure?: boolean };
      return condition === undefined && !ignore_failure ? [`${name} ${kind}:${tag}`] : [];
    }),
  );

const difference = (before: Costs, after: Costs, batched: ReadonlySet<string>): ProcessorCost[] =>
  [...after].flatMap(([name, cost]) => {
    const lines = cost.count - (before.get(name)?.count ?? 0);
    const milliseconds = cost.time_in_millis - (before.get(name)?.time_in_millis ?? 0);
    const [pipeline = "", processor = ""] = name.split(" ");
    return lines > 0
      ? [
          {
            pipeline,
            processor,
            lines,
            microsecondsPerLine: (1000 * milliseconds) / lines / (batched.has(name) ? bulk : 1),
          },
        ]
      : [];
  });

/** As a table for people. */
export const loadTable = (component: Component, { lines, linesPerSecond, processors }: LogLoad): string =>
  [
    `${component.name}: ${linesPerSecond.toFixed(0)} lines per second (${lines} lines)`,
    ...processors.map(
      (cost) =>
        `  ${`${cost.microsecondsPerLine.toFixed(0)} µs`.padStart(8)} ${`${((100 * cost.lines) / lines).toFixed(0)} %`.padStart(6)} of lines  ${cost.pipeline} ${cost.processor}`,
    ),
  ].join("\n");
