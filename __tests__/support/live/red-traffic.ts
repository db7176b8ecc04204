/** Requests to an HTTP service, the ordinary and the odd, and which series each must count in. */
import type { HttpService } from "../../../model/http-service";
import { pathsOf } from "../../../model/http-service";
import { milliseconds } from "../../../units/quantities";
import type { Span } from "./spans";
import { times } from "./spans";
import type { Labels } from "../../../promql/labels";

/** Every declared route with each of its methods, and all that a real service does besides. */
export const traffic = (service: HttpService): Span[] => {
  const base = { service: service.name, method: "GET", status: 200, duration: milliseconds(40) };
  const [first] = service.routes;
  const allowed = first.params ?? [];
  const slowest = service.objectives.latency.within.milliseconds;
  return [
    ...service.routes.flatMap((route, at) =>
      route.methods.flatMap((method) =>
        times(3, {
          ...base,
          method,
          route: route.path,
          status: method === "POST" ? 201 : 200,
          duration: milliseconds(3 + 37 * at),
          ...(route.params && { query: `${route.params[0]}=1&utm_source=mail` }),
        }),
      ),
    ),
    ...times(30, { ...base, route: first.path, status: 500, duration: milliseconds(2 * slowest) }),
    ...times(4, { ...base, route: first.path, status: 503, duration: milliseconds(slowest) }),
    ...times(5, { ...base, route: first.path, status: 404 }),
    // Parameters: several in any order, with values that look like syntax; off the list only; too many; none.
    ...times(3, { ...base, route: first.path, query: `${allowed[1] ?? ""}=a%26b&${allowed[0] ?? ""}=it's&x="y"` }),
    ...times(2, { ...base, route: first.path, query: "token=secret&session=abc" }),
    ...times(2, {
      ...base,
      route: first.path,
      query: allowed
        .slice(0, 4)
        .map((name) => `${name}=1`)
        .join("&"),
    }),
    ...times(2, { ...base, route: first.path, query: "" }),
    ...times(2, { ...base, conventions: "old", route: first.path, query: `${allowed[0] ?? ""}=1` }),
    // Routes: one the description does not know, one that only looks like a known one, none.
    ...times(2, { ...base, route: "/internal/healthz" }),
    ...times(2, { ...base, route: `${first.path}/` }),
    ...times(2, { service: service.name, method: "GET", status: 404, duration: milliseconds(1) }),
    ...times(2, { ...base, method: "PROPFIND", route: first.path, status: 405 }),
    ...times(2, { ...base, route: first.path, status: 4242 }),
    // Of whoever asks whether the service is there, with and without a route, and under old names; and what only looks
    // so.
    ...times(20, { ...base, route: service.probe }),
    ...times(20, { ...base, status: 503, attributes: { "url.path": service.probe } }),
    ...times(20, { ...base, conventions: "old", attributes: { "http.target": `${service.probe}?verbose` } }),
    ...times(2, { ...base, route: `${service.probe}/deep`, attributes: { "url.path": `${service.probe}/deep` } }),
    // Not requests to this service.
    ...times(9, { ...base, kind: "client", route: first.path }),
    ...times(9, { ...base, kind: "internal", route: first.path }),
    ...times(9, { service: service.name, duration: milliseconds(5), attributes: { "rpc.system": "grpc" } }),
    ...times(9, { ...base, service: "somebody-else", route: first.path }),
  ];
};

/** Which series a span must count in, told from the description and not from the collector's configuration. */
export const durationLabels =
  (service: HttpService) =>
  ({ service: name, kind = "server", method, route, status, attributes = {} }: Span): Labels | undefined => {
    if (name !== service.name || kind !== "server" || method === undefined) return undefined;
    const asked = [route, attributes["url.path"], attributes["http.target"]];
    if (asked.some((path) => String(path).split("?")[0] === service.probe)) return undefined;
    const endpoint =
      route === undefined ? "unmatched" : pathsOf(service).some((path) => path === route) ? route : "undeclared";
    return { service: name, endpoint, http_status_code: status !== undefined && status < 600 ? String(status) : "0" };
  };

export const callLabels =
  (service: HttpService) =>
  (span: Span): Labels | undefined => {
    const labels = durationLabels(service)(span);
    return (
      labels && {
        ...labels,
        method: span.method === "PROPFIND" ? "_OTHER" : (span.method ?? ""),
        params: paramsLabel(service, span),
      }
    );
  };

function paramsLabel({ routes }: HttpService, { route, query = "" }: Span): string {
  const allowed = routes.flatMap(({ path, params = [] }) => (path === route ? params : []));
  const names = [...new Set(query.split("&").map((pair) => pair.split("=")[0] ?? ""))].filter((name) => name !== "");
  const known = names.filter((name) => allowed.includes(name)).sort();
  if (names.length === 0) return "none";
  if (known.length === 0) return "other";
  return known.length > 3 ? "many" : known.join(",");
}
