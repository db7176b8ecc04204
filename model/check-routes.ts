import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error, errorUnless, within } from "../findings/finding";
import type { HttpService, Route } from "./http-service";
import { collectiveParams, httpMethods, paramsOf } from "./http-service";

/** More names than this make the label `params` unreadable and its series too many. */
const maxParams = 20;
const maxRouteLength = 200;
const collective: readonly string[] = [collectiveParams.none, collectiveParams.other, collectiveParams.many];

/** Whether each route can be the label `endpoint` of the requests it takes, and of no others. */
export const checkRoutes = (routes: readonly Route[]): Finding[] =>
  routes.length === 0
    ? [withoutRoutes]
    : routes.flatMap((route, at) =>
        within(`routes[${at}]`, [
          ...checkPath(route.path),
          ...checkMethods(route.methods),
          ...checkIsNew(route, routes.slice(0, at)),
        ]),
      );

const withoutRoutes = error({
  id: "without-routes",
  where: "routes",
  what: "the service has no routes.",
  why: "all its requests would be counted as `undeclared`, and no endpoint could be told from another.",
  fix: "list the templates of the service's router.",
});

/** Also for data that comes past the types. */
const checkMethods = (methods: readonly string[]): Finding[] =>
  errorUnless(methods.length > 0 && methods.every((method) => (httpMethods as readonly string[]).includes(method)), {
    id: "unknown-method",
    where: "methods",
    what: `${JSON.stringify(methods)} are not all methods of HTTP, in capitals.`,
    why: "requests with another method are counted as `_OTHER`.",
    fix: `use ${httpMethods.join(", ")}.`,
  });

function checkPath(path: string): Finding[] {
  // A question mark inside braces makes a parameter of the path optional: /reports/{year?}.
  if (path.replaceAll(/\{[^}]*\}/g, "").includes("?")) return [hasQuery(path)];
  return errorUnless(/^\/[\x21-\x7e]*$/.test(path) && !path.includes("#") && path.length <= maxRouteLength, {
    id: "route-malformed",
    where: "path",
    what: `"${clip(path)}" is not a route template: a slash, then visible ASCII without "#", ${maxRouteLength} characters at most.`,
    why: "spans report templates like /orders/{id}; anything else never matches and is counted as `undeclared`.",
    fix: "copy the template from the service's router.",
  });
}

function hasQuery(path: string): Finding {
  const at = path.indexOf("?");
  const names = Array.from(path.slice(at + 1).matchAll(/([^&=]+)(=[^&]*)?/g), ([, name]) => name);
  const params = names.length > 0 ? `, params: ${JSON.stringify([...new Set(names)])}` : "";
  return error({
    id: "route-has-query",
    where: "path",
    what: `"${clip(path)}" carries a query string.`,
    why: "the route becomes the label `endpoint`: one series for every search anyone types.",
    fix: `path: "${clip(path.slice(0, at))}"${params}`,
  });
}

const checkIsNew = ({ path, methods }: Route, earlier: readonly Route[]): Finding[] =>
  errorUnless(!earlier.some((other) => other.path === path && other.methods.some((one) => methods.includes(one))), {
    id: "duplicate-route",
    where: "path",
    what: `"${clip(path)}" was already declared with one of these methods.`,
    why: "the label `endpoint` can't tell the two apart.",
    fix: "merge them into one route, or remove one.",
  });

/** Whether the query parameters of all routes together can be the label `params`. */
export function checkParams(service: HttpService): Finding[] {
  const params = paramsOf(service);
  return within("routes[].params", [
    ...errorUnless(params.length <= maxParams, {
      id: "too-many-params",
      where: "",
      what: `the routes name ${params.length} query parameters; ${maxParams} is the most.`,
      why: "every combination of names that occurs is a series of its own, for every endpoint and method.",
      fix: "keep the ones whose use you would act on; all others are counted together as `other`.",
    }),
    ...params.flatMap(checkParam),
  ]);
}

const checkParam = (name: string): Finding[] => [
  ...errorUnless(/^[A-Za-z0-9_.-]{1,64}$/.test(name), {
    id: "param-malformed",
    where: "",
    what: `"${clip(name)}" is not a plain parameter name (letters, digits, "_", ".", "-"; 64 at most).`,
    why: "the exporter reads other characters as `_`, so the name would never match.",
    fix: "write the name as the exporter sees it: `filter[status]` is `filter_status_`.",
  }),
  ...errorUnless(!collective.includes(name), {
    id: "param-reserved",
    where: "",
    what: `"${name}" is a value of the label \`params\` that stands for no name or for many.`,
    why: "requests with this parameter alone could not be told from those.",
    fix: "leave it out: such requests are counted as `other`.",
  }),
];
