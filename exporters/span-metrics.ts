import type { Environment } from "../environments/environment";
import { scrapeInterval } from "../environments/scrape";
import { literal } from "../findings/regex";
import type { HttpService, Route } from "../model/http-service";
import {
  collectiveMethod,
  collectiveParams as params,
  criticalRoutes,
  httpMethods,
  paramsOf,
  pathsOf,
} from "../model/http-service";
import { undeclaredRoute, unmatchedRoute } from "../signals/contracts/span-metrics";
import type { Duration } from "../units/quantities";
import { milliseconds, minutes, seconds } from "../units/quantities";
import { goDuration } from "../units/text";
import type { ConfigTree } from "./config-tree";
import { podAddress } from "./config-tree";
import { tlsFiles } from "./tls";

/** Ports of the collector's pods, by the names Service and ServiceMonitor know them by. */
export const ports = { otlp: 4317, "otlp-http": 4318, red: 8889, metrics: 8888, health: 13133 } as const;

/**
 * Combinations of labels that a collector tells apart in one metric of a service. Every new one beyond it is counted in
 * one series without labels, until the collector is restarted.
 */
export const seriesLimit = 5000;

const defaultBoundaries = [...[5, 10, 25, 50, 100, 250, 500].map(milliseconds), ...[1, 2.5, 5, 10].map(seconds)];

/**
 * Histogram boundaries, in rising order: a ladder for quantiles, and every latency objective, so that the share of
 * requests within the objective is counted, not estimated.
 */
export function boundariesOf(services: readonly HttpService[]): Duration[] {
  const all = [...defaultBoundaries, ...services.flatMap(latencyBoundaries)];
  return [...new Set(all.map((boundary) => boundary.milliseconds))].sort((a, b) => a - b).map(milliseconds);
}

const latencyBoundaries = (service: HttpService): Duration[] =>
  [service, ...criticalRoutes(service)].map(({ objectives }) => objectives.latency.within);

/**
 * Configuration of an OpenTelemetry collector (contrib) that counts the server spans of HTTP services: requests by
 * `service, endpoint, method, params, http_status_code`, durations without `method` and `params`. Spans must arrive
 * unsampled. Labels are bounded by the description: routes, methods and parameters that it does not name are counted
 * under one collective value each (`seriesBound`); values of parameters never leave the span.
 *
 * Where the environment has certificates, spans are taken and what was counted is told over TLS alone. How the collector
 * is, and whether, it tells in the clear: its telemetry knows no TLS (otelconf 0.24), and of its health only the kubelet
 * of its node asks.
 */
export function spanMetricsConfig(
  services: readonly HttpService[],
  { certificates }: Pick<Environment, "certificates">,
): ConfigTree {
  const serves = (port: number) => ({ endpoint: podAddress(port), ...(certificates && { tls: ourCertificate }) });
  return {
    receivers: { otlp: { protocols: { grpc: serves(ports.otlp), http: serves(ports["otlp-http"]) } } },
    processors: {
      memory_limiter: { check_interval: "5s", limit_percentage: 80, spike_limit_percentage: 25 },
      "filter/server": { error_mode: "ignore", traces: { span: notOurs(services) } },
      "transform/red": {
        error_mode: "ignore",
        trace_statements: [
          { statements: ['keep_keys(resource.attributes, ["service.name"])'] },
          {
            statements: [
              ...routeStatements(services),
              ...methodStatements,
              ...statusStatements,
              ...paramStatements(services),
            ],
          },
        ],
      },
      batch: {},
    },
    connectors: {
      span_metrics: {
        dimensions: [{ name: "service" }, { name: "endpoint" }, { name: "http_status_code" }],
        calls_dimensions: [{ name: "method" }, { name: "params" }],
        exclude_dimensions: ["service.name", "span.name", "span.kind", "status.code", "collector.instance.id"],
        histogram: { unit: "s", explicit: { buckets: boundariesOf(services).map(goDuration) } },
        exemplars: { enabled: true, max_per_data_point: 5 },
        resource_metrics_key_attributes: ["service.name"],
        aggregation_cardinality_limit: seriesLimit,
        // As often as it is scraped: an exemplar stands for one flush, and a new series begins with a 0 that a scrape must see.
        metrics_flush_interval: goDuration(scrapeInterval),
      },
    },
    exporters: {
      "prometheus/red": {
        ...serves(ports.red),
        enable_open_metrics: true,
        metric_expiration: "60m",
        without_scope_info: true,
      },
    },
    extensions: { health_check: { endpoint: podAddress(ports.health) } },
    service: {
      extensions: ["health_check"],
      telemetry: {
        metrics: {
          readers: [{ pull: { exporter: { prometheus: { host: podAddress(), port: ports.metrics } } } }],
        },
      },
      pipelines: {
        traces: {
          receivers: ["otlp"],
          processors: ["memory_limiter", "filter/server", "transform/red", "batch"],
          exporters: ["span_metrics"],
        },
        metrics: { receivers: ["span_metrics"], processors: ["memory_limiter"], exporters: ["prometheus/red"] },
      },
    },
  };
}

/**
 * Read again by the first connection after a minute: a renewed certificate may be of a new authority, and whoever asks
 * trusts that one as soon as it is there.
 */
const ourCertificate = {
  cert_file: tlsFiles.certificate,
  key_file: tlsFiles.key,
  min_version: "1.2",
  reload_interval: goDuration(minutes(1)),
};

/** Spans that are not an HTTP request to one of the services: each condition alone drops the span. */
const notOurs = (services: readonly HttpService[]): string[] => [
  "span.kind != SPAN_KIND_SERVER",
  'span.attributes["http.request.method"] == nil and span.attributes["http.method"] == nil',
  services.map((service) => `resource.attributes["service.name"] != ${quote(service.name)}`).join(" and "),
  ...services.map(isProbe),
];

/** A request of whoever asks whether the service is there: that others are missing must show while those go on. */
function isProbe({ name, probe }: HttpService): string {
  const askedFor = [
    `span.attributes["http.route"] == ${quote(probe)}`,
    // A check that answers before the router has no route, or that of whatever catches all.
    `span.attributes["url.path"] == ${quote(probe)}`,
    `IsMatch(span.attributes["http.target"], ${quote(`^${literal(probe)}(?:\\?|$)`)})`,
  ];
  return `resource.attributes["service.name"] == ${quote(name)} and (${askedFor.join(" or ")})`;
}

/** A condition for statements about one service, where the exporter counts for several. */
const ifOf = (service: HttpService, services: readonly HttpService[]) =>
  services.length > 1 ? `span.attributes["service"] == ${quote(service.name)} and ` : "";

const routeStatements = (services: readonly HttpService[]): string[] => [
  'set(span.attributes["service"], resource.attributes["service.name"])',
  `set(span.attributes["endpoint"], ${quote(unmatchedRoute)})`,
  `set(span.attributes["endpoint"], ${quote(undeclaredRoute)}) where IsString(span.attributes["http.route"]) and span.attributes["http.route"] != ""`,
  ...services.map(
    (service) =>
      `set(span.attributes["endpoint"], span.attributes["http.route"]) where ${ifOf(service, services)}IsMatch(span.attributes["http.route"], ${quote(oneOf(pathsOf(service)))})`,
  ),
];

// Semantic conventions renamed the attributes in 2023; services with the old names are still about.
const methodStatements = [
  'set(span.attributes["method"], span.attributes["http.method"]) where span.attributes["http.method"] != nil',
  'set(span.attributes["method"], span.attributes["http.request.method"]) where span.attributes["http.request.method"] != nil',
  `set(span.attributes["method"], ${quote(collectiveMethod)}) where not IsMatch(span.attributes["method"], ${quote(oneOf(httpMethods))})`,
];

const statusStatements = [
  'set(span.attributes["http_status_code"], String(span.attributes["http.status_code"])) where span.attributes["http.status_code"] != nil',
  'set(span.attributes["http_status_code"], String(span.attributes["http.response.status_code"])) where span.attributes["http.response.status_code"] != nil',
  'set(span.attributes["http_status_code"], "0") where not IsMatch(span.attributes["http_status_code"], "^[1-5][0-9][0-9]$")',
];

/** While it is so, there are parameters and nothing is known of them. */
const stillOther = `span.attributes["params"] == ${quote(params.other)}`;

/** Every `name=value` becomes `name=1` before anything else looks at it; then names off the allow-list go. */
const paramStatements = (services: readonly HttpService[]): string[] => [
  'set(span.cache["q"], "")',
  'set(span.cache["q"], span.attributes["http.target"]) where IsString(span.attributes["http.target"]) and IsMatch(span.attributes["http.target"], "\\\\?")',
  'set(span.cache["q"], span.attributes["url.query"]) where IsString(span.attributes["url.query"])',
  'replace_pattern(span.cache["q"], "^[^?]*\\\\?", "")',
  'replace_pattern(span.cache["q"], "(^|&)([^&=]*)(=[^&]*)?", "$1$2=1")',
  'replace_pattern(span.cache["q"], "[^A-Za-z0-9_.&=-]", "_")',
  `set(span.attributes["params"], ${quote(params.none)})`,
  `set(span.attributes["params"], ${quote(params.other)}) where IsMatch(span.cache["q"], "[^&=]=1")`,
  `set(span.cache["kv"], ParseKeyValue(span.cache["q"], "=", "&")) where ${stillOther}`,
  ...services.flatMap((service) => allowedParams(service, ifOf(service, services))),
  `set(span.attributes["params"], ${quote(params.many)}) where ${stillOther} and Len(span.cache["kv"]) > ${params.most}`,
  `set(span.attributes["params"], ToKeyValueString(span.cache["kv"], "=", ",", true)) where ${stillOther} and Len(span.cache["kv"]) > 0`,
  'replace_pattern(span.attributes["params"], "=1(,|$)", "$1")',
];

/** A request keeps the names that its own route declares; one off the declared routes, which anybody can make up, keeps none. */
function allowedParams(service: HttpService, ifOfService: string): string[] {
  const withParams = service.routes.filter((route) => route.params !== undefined);
  const keep = (names: readonly string[], where: string) =>
    `keep_keys(span.cache["kv"], [${names.map(quote).join(", ")}]) where ${ifOfService}${stillOther} and ${where}`;
  const takes = (paths: readonly string[]) => `IsMatch(span.attributes["endpoint"], ${quote(oneOf(paths))})`;
  const paths = [...new Set(withParams.map(({ path }) => path))];
  // Routes that take the same parameters share a statement.
  const byNames = new Map<string, string[]>();
  for (const path of paths) {
    const names = JSON.stringify(paramsOf({ ...service, routes: routesAt(service, path) }));
    byNames.set(names, [...(byNames.get(names) ?? []), path]);
  }
  return [
    ...[...byNames].map(([names, taking]) => keep(JSON.parse(names) as string[], takes(taking))),
    keep([], paths.length > 0 ? `not ${takes(paths)}` : "true"),
  ];
}

/** A path may be declared more than once, with different methods. */
const routesAt = (service: HttpService, path: string) =>
  service.routes.filter((route) => route.path === path) as [Route];

/** A string literal of OTTL. */
function quote(text: string): string {
  return JSON.stringify(text);
}

/** A regular expression that matches one of the texts, whole. */
function oneOf(texts: readonly string[]): string {
  return `^(?:${texts.map(literal).join("|")})$`;
}
