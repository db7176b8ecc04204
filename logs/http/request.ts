import type { HttpService } from "../../model/http-service";
import { collectiveMethod, collectiveRoutes, httpMethods, pathsOf } from "../../model/http-service";
import { painless } from "../parts/painless";
import type { ScriptProcessor } from "../processor";

/** A route as the script compares it: its segments; of one that stands for any text, what comes before and after it. */
interface RouteParts {
  readonly route: string;
  readonly parts: readonly (string | readonly [before: string, after: string])[];
}

/**
 * The routes of a service, as the script compares them. Those with more literal segments come first: `/orders/new` is
 * no `/orders/{id}`.
 */
export const routeParts = (service: HttpService): RouteParts[] =>
  [...pathsOf(service), service.probe]
    .map((route) => ({ route, parts: route.split("/").slice(1).map(partOf) }))
    .sort((one, other) => literals(other) - literals(one));

function partOf(segment: string): RouteParts["parts"][number] {
  const [, before, after] = /^([^{]*)\{.*\}([^}]*)$/.exec(segment) ?? [];
  if (before !== undefined && after !== undefined) return [before, after];
  return /^[:<*]/.test(segment) ? ["", ""] : segment;
}

const literals = ({ parts }: RouteParts): number => parts.filter((part) => typeof part === "string").length;

/**
 * States the routes of a service: all of it that the reading of its lines needs to know, and all that its pipeline does
 * not share with others.
 */
export const stateRoutes = (service: HttpService): ScriptProcessor => ({
  script: {
    tag: "routes",
    lang: "painless",
    description: `the routes of ${service.name}`,
    params: { routes: routeParts(service) },
    source: "ctx.parsed = ['routes': params.routes];",
  },
});

/**
 * Describes the request in whose course a line was written, only of lines that tell of one, by the routes that
 * {@link stateRoutes} states.
 */
export const describeRequest = {
  script: {
    tag: "request",
    if: "ctx.parsed.found?.url != null || ctx.parsed.found?.route != null || ctx.parsed.found?.status != null",
    lang: "painless",
    description: "method, route and status as the metrics' labels have them; no value of a query",
    params: {
      methods: httpMethods,
      otherMethod: collectiveMethod,
      undeclared: collectiveRoutes.undeclared,
      unmatched: collectiveRoutes.unmatched,
    },
    source: painless(`
        String namesOnly(String query) {
          StringBuilder names = new StringBuilder();
          StringTokenizer pairs = new StringTokenizer(query, '&');
          int most = 50;
          while (pairs.hasMoreTokens() && most > 0) {
            String pair = pairs.nextToken();
            int sign = pair.indexOf('=');
            if (names.length() > 0) names.append('&');
            if (sign < 0) names.append(pair); else names.append(pair, 0, sign).append('=*');
            most -= 1;
          }
          return names.toString();
        }
        boolean isAt(String path, List parts) {
          int at = 0;
          for (int i = 0; i < parts.size(); i++) {
            if (at >= path.length() || path.charAt(at) != (char) '/') return false;
            int end = path.indexOf('/', at + 1);
            if (end < 0) end = path.length();
            String segment = path.substring(at + 1, end);
            def part = parts[i];
            if (part instanceof String ? segment != part : segment.length() <= part[0].length() + part[1].length() || !segment.startsWith(part[0]) || !segment.endsWith(part[1])) return false;
            at = end;
          }
          return at >= path.length() || path.substring(at) == '/';
        }
        Map found = ctx.parsed.found;
        Map http = new HashMap();
        if (found.method != null) {
          String method = found.method.toString().toUpperCase();
          http.request = ['method': params.methods.contains(method) ? method : params.otherMethod];
        }
        if (found.status != null) http.response = ['status_code': Integer.parseInt(found.status.toString())];
        String path = null;
        if (found.url != null) {
          String url = found.url;
          int host = url.indexOf('://');
          if (host >= 0) {
            int start = url.indexOf('/', host + 3);
            url = start < 0 ? '/' : url.substring(start);
          }
          int fragment = url.indexOf('#');
          if (fragment >= 0) url = url.substring(0, fragment);
          int mark = url.indexOf('?');
          String query = mark < 0 ? null : url.substring(mark + 1);
          path = mark < 0 ? url : url.substring(0, mark);
          if (query == null && found.query instanceof String) query = found.query.startsWith('?') ? found.query.substring(1) : found.query;
          ctx.url = ['path': path];
          if (query != null && query != '') ctx.url.query = namesOnly(query);
        }
        List routes = ctx.parsed.routes;
        if (found.route != null) for (def each : routes) if (each.route == found.route) http.route = found.route;
        if (path != null && http.route == null) for (def each : routes) if (isAt(path, each.parts)) { http.route = each.route; break; }
        if (http.route == null) {
          boolean matched = found.route != null || found.status?.toString() != '404';
          if (path != null || found.route != null) http.route = matched ? params.undeclared : params.unmatched;
        }
        ctx.http = http;
        if (found.client != null) ctx.client = ['ip': found.client];
        if (found.agent != null) ctx.user_agent = ['original': found.agent];
      `),
  },
} satisfies ScriptProcessor;
