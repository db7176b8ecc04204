/** What the collector does with each span, in its language (OTTL): which it drops, and which labels it gives others. */
import { literal } from "../findings/regex";
import type { HttpService, Route } from "../model/http-service";
import { collectiveMethod, collectiveParams as params, httpMethods, paramsOf, pathsOf } from "../model/http-service";
import { undeclaredRoute, unmatchedRoute } from "../signals/contracts/span-metrics";

/** Conditions of spans that are not an HTTP request to one of the services: each alone drops the span. */
export const notOurs = (services: readonly HttpService[]): string[] => [
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

/**
 * Statements that set what becomes the labels of a span's series: `service`, `endpoint`, `method`, `http_status_code`
 * and `params`. They run in this order, for which parameters stay depends on the endpoint.
 */
export const labelStatements = (services: readonly HttpService[]): string[] => [
  ...routeStatements(services),
  ...methodStatements,
  ...statusStatements,
  ...paramStatements(services),
];

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

/** A request keeps the names that its own route declares; one off the declared routes, which anybody makes up, none. */
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
