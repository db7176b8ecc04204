/** Server spans of HTTP services as an SDK would send them, and the account of what was sent. */
import { randomBytes } from "node:crypto";
import type { Duration } from "../../../units/quantities";
import { inSeconds } from "../../../units/quantities";
import type { Labels } from "../../../promql/labels";

export interface Span {
  readonly service: string;
  readonly method?: string;
  /** Absent when no route matched. */
  readonly route?: string;
  /** What came after the path, without its question mark. */
  readonly query?: string;
  readonly status?: number;
  readonly duration: Duration;
  /** The names of the attributes: today's, or those from before semantic conventions 1.23. @default "stable" */
  readonly conventions?: "stable" | "old";
  /** @default "server" */
  readonly kind?: keyof typeof kinds;
  /** Added as they are, over those above. */
  readonly attributes?: Attributes;
  /** Of the resource, next to `service.name`. */
  readonly resource?: Attributes;
}

export type Attributes = Readonly<Record<string, string | number>>;

const kinds = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;

/** The same span so many times. */
export const times = (count: number, span: Span): readonly Span[] => Array.from({ length: count }, () => span);

/** Sends spans to a collector by OTLP/HTTP, all ending now. @throws unless the collector took every one of them. */
export async function sendSpans(collector: string, spans: readonly Span[]): Promise<void> {
  const response = await fetch(`${collector}/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(otlpTraces(spans, Date.now())),
  });
  const answer = await response.text();
  if (!response.ok || answer.includes('"rejectedSpans"')) {
    throw new Error(`The collector did not take ${spans.length} spans: ${response.status} ${answer}`);
  }
}

/** OTLP's JSON form of spans that end at `end`, in milliseconds since the epoch. */
export function otlpTraces(spans: readonly Span[], end: number) {
  return {
    resourceSpans: spans.map((span) => ({
      resource: { attributes: otlpAttributes({ "service.name": span.service, ...span.resource }) },
      scopeSpans: [{ scope: { name: "http" }, spans: [otlpSpan(span, end)] }],
    })),
  };
}

function otlpSpan(span: Span, end: number) {
  const endNanos = BigInt(end) * 1_000_000n;
  return {
    traceId: randomBytes(16).toString("hex"),
    spanId: randomBytes(8).toString("hex"),
    name: [span.method ?? "HTTP", span.route].filter(Boolean).join(" "),
    kind: kinds[span.kind ?? "server"],
    startTimeUnixNano: String(endNanos - BigInt(Math.round(span.duration.milliseconds * 1_000_000))),
    endTimeUnixNano: String(endNanos),
    attributes: otlpAttributes(spanAttributes(span)),
  };
}

function spanAttributes({ conventions = "stable", ...span }: Span): Attributes {
  const names = attributeNames[conventions];
  const query = conventions === "old" ? oldTarget(span) : span.query;
  return {
    ...(span.method === undefined ? {} : { [names.method]: span.method }),
    ...(span.route === undefined ? {} : { "http.route": span.route }),
    ...(span.status === undefined ? {} : { [names.status]: span.status }),
    ...(query === undefined ? {} : { [names.query]: query }),
    ...span.attributes,
  };
}

const attributeNames = {
  stable: { method: "http.request.method", status: "http.response.status_code", query: "url.query" },
  old: { method: "http.method", status: "http.status_code", query: "http.target" },
} as const;

/** The path with its query, a value in every placeholder of the route. */
function oldTarget({ route = "/", query }: Pick<Span, "route" | "query">): string {
  return route.replace(/\{[^}]*\}/g, "42") + (query === undefined ? "" : `?${query}`);
}

function otlpAttributes(attributes: Attributes) {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: otlpValue(value),
  }));
}

function otlpValue(value: string | number) {
  if (typeof value === "string") return { stringValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/** What one series must have counted. */
export interface Tally {
  readonly labels: Labels;
  readonly count: number;
  /** Sum of the durations, in seconds. */
  readonly seconds: number;
  /** For each bound in seconds, how many durations are at most as long: a classic histogram without `+Inf`. */
  readonly atMost: (bounds: readonly number[]) => readonly number[];
}

/** The account of what was sent, series by series. `labelsOf` says which one a span counts in, if any. */
export function tally(spans: readonly Span[], labelsOf: (span: Span) => Labels | undefined): readonly Tally[] {
  const series = new Map<string, { readonly labels: Labels; readonly durations: number[] }>();
  for (const span of spans) {
    const labels = labelsOf(span);
    if (!labels) continue;
    const key = seriesKey(labels);
    const entry = series.get(key) ?? { labels, durations: [] };
    entry.durations.push(inSeconds(span.duration));
    series.set(key, entry);
  }
  return [...series.values()].map(({ labels, durations }) => ({
    labels,
    count: durations.length,
    seconds: durations.reduce((sum, duration) => sum + duration, 0),
    atMost: (bounds) => bounds.map((bound) => durations.filter((duration) => duration <= bound).length),
  }));
}

/** One text for one set of labels, whatever their order. */
export const seriesKey = (labels: Labels): string =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
