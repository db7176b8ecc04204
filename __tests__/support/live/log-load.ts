import { dataStreamOf } from "../../../logs/names";
import { pipelineOf } from "../../../logs/pipelines";
import type { Pipeline } from "../../../logs/processor";
import { redaction } from "../../../logs/redaction";
import type { Component } from "../../../model/component";
import type { LogEngine } from "./log-engine";
import { environmentName, eventOf } from "./log-engine";
import { creations } from "./opensearch";
import { processorSeconds } from "./processor-time";

/** What a load run has measured of the pipelines of one component. */
export interface LogLoad {
  readonly component: Component;
  readonly lines: number;
  /** From the request to the answer: parsed, redacted and stored. */
  readonly linesPerSecond: number;
  /** For each second of a processor's time that the engine took: busy neighbours make little difference to it. */
  readonly linesPerProcessorSecond: number;
  /** What the component is described to write, in lines as long as these. */
  readonly statedLinesPerSecond: number;
  /** The dearest first; those that no line needed are left out. */
  readonly processors: readonly ProcessorCost[];
}

export interface ProcessorCost {
  readonly pipeline: string;
  /** `grok:text` */
  readonly processor: string;
  /** Lines that it was run for: the others did not fulfil its condition. */
  readonly lines: number;
  readonly milliseconds: number;
}

/** Of each request, as many as Logstash sends by default. */
const bulk = 125;

/** Requests at once: Logstash sends as many as it has processors. */
const workers = 2;

/**
 * Sends the lines over and over, first so many that are not measured: nothing is compiled yet when an engine starts.
 */
export async function measureLoad(
  engine: LogEngine,
  component: Component,
  lines: readonly string[],
  count: number,
): Promise<LogLoad> {
  const stream = dataStreamOf(component, environmentName);
  const send = async (total: number): Promise<void> => {
    let sent = 0;
    const worker = async (): Promise<void> => {
      while (sent < total) {
        const start = sent;
        sent += bulk;
        const events = Array.from({ length: bulk }, (_, at) =>
          eventOf(component, lines[(start + at) % lines.length] ?? ""),
        );
        const refused = (await engine.bulk(creations(events), stream)).find(({ error }) => error);
        if (refused) throw new Error(`A line of ${component.name} was refused: ${refused.error}`);
      }
    };
    await Promise.all(Array.from({ length: workers }, worker));
  };
  await send(count / 2);
  const before = await costsOf(engine);
  const worked = processorSeconds(engine);
  const started = performance.now();
  await send(count);
  const seconds = (performance.now() - started) / 1000;
  const workedSince = processorSeconds(engine) - worked;
  const sent = Math.ceil(count / bulk) * bulk;
  const averageBytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0) / lines.length;
  return {
    component,
    lines: sent,
    linesPerSecond: sent / seconds,
    linesPerProcessorSecond: sent / workedSince,
    statedLinesPerSecond: component.logs.perDay.bytes / 86_400 / averageBytes,
    processors: difference(before, await costsOf(engine), batchedIn(component)).sort(
      (one, other) => other.milliseconds - one.milliseconds,
    ),
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
 * are run line by line, and so are those of a pipeline that is called, as Elasticsearch does it.
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

/** Without calls of pipelines: their time is that of the processors in these. */
const difference = (before: Costs, after: Costs, batched: ReadonlySet<string>): ProcessorCost[] =>
  [...after].flatMap(([name, cost]) => {
    const lines = cost.count - (before.get(name)?.count ?? 0);
    const milliseconds = cost.time_in_millis - (before.get(name)?.time_in_millis ?? 0);
    const [pipeline = "", processor = ""] = name.split(" ");
    return lines > 0 && !processor.startsWith("pipeline:")
      ? [{ pipeline, processor, lines, milliseconds: batched.has(name) ? milliseconds / bulk : milliseconds }]
      : [];
  });

const shown = 5;

/** As a table for people: how much of the time of all processors the dearest of them take. */
export function loadTable(loads: readonly LogLoad[]): string {
  return [
    row("component", "lines/s", "stated", "ms/1,000 lines", "its dearest processors"),
    ...loads.map(({ component, lines, linesPerSecond, statedLinesPerSecond, processors }) => {
      const total = processors.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      return row(
        component.name,
        linesPerSecond.toFixed(0),
        statedLinesPerSecond.toFixed(1),
        ((1000 * total) / lines).toFixed(0),
        processors
          .slice(0, shown)
          .map(({ processor, milliseconds }) => `${processor} ${((100 * milliseconds) / total).toFixed(0)} %`)
          .join(", "),
      );
    }),
  ].join("\n");
}

const row = (component: string, perSecond: string, stated: string, cost: string, dearest: string): string =>
  `${component.padEnd(10)} ${perSecond.padStart(8)} ${stated.padStart(8)} ${cost.padStart(16)}  ${dearest}`;

/**
 * How much each processor costs a line for which it runs, for how many of them it does, and how much of all that is.
 */
export function costTable({ component, lines, processors }: LogLoad): string {
  const total = processors.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return [
    `${component.name}:`,
    ...processors.map(({ pipeline, processor, lines: run, milliseconds }) => {
      const each = `${((1000 * milliseconds) / run).toFixed(0)} µs`.padStart(8);
      const share = `${((100 * milliseconds) / total).toFixed(0)} %`.padStart(6);
      return `${each} for ${`${((100 * run) / lines).toFixed(0)} %`.padStart(5)} of lines ${share}  ${pipeline} ${processor}`;
    }),
  ].join("\n");
}
