import type { Finding } from "../findings/finding";
import { error, within } from "../findings/finding";
import type { Duration, Percent } from "../units/quantities";
import type { HttpService, Objectives, Route } from "./http-service";
import { paramsOf } from "./http-service";
import { originOf } from "./origin";
import { checkPlainName } from "./plain-name";
import type { System } from "./system";
import type { Team } from "./team";

/** More names than this make the label `params` unreadable and its series too many. */
const maxParams = 20;
const maxRouteLength = 200;
/** What the label `params` says where it lists no names. */
const collectiveParams = ["none", "other", "many"];

/** All that is wrong with the description, in its own order. */
export const checkSystem = (system: System): Finding[] => [
  ...checkText("title", system.title),
  ...checkRepository(system.repository),
  ...within("platformTeam", checkTeam(system.platformTeam)),
  ...(system.services.length === 0 ? [nothingMonitored] : []),
  ...duplicateNames(system.services),
  ...system.services.flatMap((service) => {
    const source = originOf(service);
    return within(service.name, checkService(service)).map((finding) => ({ ...finding, ...(source && { source }) }));
  }),
];

function duplicateNames(services: readonly HttpService[]): Finding[] {
  const seen = new Set<string>();
  return services.flatMap((service) => {
    const again = seen.has(service.name);
    seen.add(service.name);
    const source = originOf(service);
    return again
      ? error({
          id: "duplicate-service",
          where: `${service.name}.name`,
          ...(source && { source }),
          what: `a second service is called "${service.name}".`,
          why: "the name is the label `service`: the two would be counted as one, and their dashboards and alerts collide.",
          fix: "give one of them another name, or remove it from system/index.ts.",
        })
      : [];
  });
}

const checkService = (service: HttpService): Finding[] => [
  ...checkPlainName("name", service.name),
  ...checkText("description", service.description),
  ...within("owner", checkTeam(service.owner)),
  ...within("workload", [
    ...checkPlainName("namespace", service.workload.namespace),
    ...checkPlainName("deployment", service.workload.deployment),
  ]),
  ...service.routes.flatMap((route, at) => within(`routes[${at}]`, checkRoute(route, service.routes.slice(0, at)))),
  ...checkParams(service),
  ...checkObjectives(service.objectives),
];

const checkTeam = ({ name, title }: Team): Finding[] => [...checkPlainName("name", name), ...checkText("title", title)];

/** Text for people may hold anything but nothing, and what Helm's YAML writer answers with silence. */
const checkText = (where: string, text: string): Finding[] => [
  ...(text.trim() === ""
    ? [
        error({
          id: "blank-description",
          where,
          what: `the ${where} is blank.`,
          why: "it is the first thing that whoever is woken by an alert reads.",
          fix: "say what it is, and who suffers when it fails.",
        }),
      ]
    : []),
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  ...(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/.test(text)
    ? [
        error({
          id: "text-not-printable",
          where,
          what: `the ${where} has control characters.`,
          why: "Helm writes nothing at all in place of a text that holds one.",
          fix: "type it anew; line feeds and tabs are welcome.",
        }),
      ]
    : []),
];

const checkRepository = (repository: string): Finding[] =>
  URL.canParse(repository) && !repository.endsWith("/")
    ? []
    : [
        error({
          id: "repository-malformed",
          where: "repository",
          what: `"${clip(repository)}" is no address, or ends in a slash.`,
          why: "the runbook links of all alerts begin with it.",
          fix: 'repository: "https://github.com/example/monitoring"',
        }),
      ];

const nothingMonitored = error({
  id: "nothing-monitored",
  where: "services",
  what: "the system has no services.",
  why: "deploying this would remove every dashboard and alert there is.",
  fix: "add a service to system/index.ts.",
});

function checkRoute(route: Route, earlier: readonly Route[]): Finding[] {
  const { path } = route;
  const findings: Finding[] = [];
  // A question mark inside braces makes a parameter of the path optional: /reports/{year?}.
  if (path.replaceAll(/\{[^}]*\}/g, "").includes("?"))
    findings.push(
      error({
        id: "route-has-query",
        where: "path",
        what: `"${clip(path)}" carries a query string.`,
        why: "the route becomes the label `endpoint`: one series for every search anyone types.",
        fix: `path: "${clip(path.slice(0, path.indexOf("?")))}"${queryNames(path)}`,
      }),
    );
  else if (!/^\/[\x21-\x7e]*$/.test(path) || path.includes("#") || path.length > maxRouteLength)
    findings.push(
      error({
        id: "route-malformed",
        where: "path",
        what: `"${clip(path)}" is not a route template: a slash, then visible ASCII without "#", ${maxRouteLength} characters at most.`,
        why: "spans report templates like /orders/{id}; anything else never matches and is counted as `undeclared`.",
        fix: "copy the template from the service's router.",
      }),
    );
  if (earlier.some((other) => other.path === path && other.methods.some((method) => route.methods.includes(method))))
    findings.push(
      error({
        id: "duplicate-route",
        where: "path",
        what: `"${clip(path)}" was already declared with one of these methods.`,
        why: "the label `endpoint` can't tell the two apart.",
        fix: "merge them into one route, or remove one.",
      }),
    );
  return findings;
}

function queryNames(path: string): string {
  const names = [...path.slice(path.indexOf("?") + 1).matchAll(/([^&=]+)(=[^&]*)?/g)].map((match) => match[1]);
  return names.length > 0 ? `, params: ${JSON.stringify([...new Set(names)])}` : "";
}

function checkParams(service: HttpService): Finding[] {
  const params = paramsOf(service);
  const odd = params.filter((name) => !/^[A-Za-z0-9_.-]{1,64}$/.test(name));
  const reserved = params.filter((name) => collectiveParams.includes(name));
  return [
    ...(params.length > maxParams
      ? [
          error({
            id: "too-many-params",
            where: "routes[].params",
            what: `the routes name ${params.length} query parameters; ${maxParams} is the most.`,
            why: "every combination of names that occurs is a series of its own, for every endpoint and method.",
            fix: "keep the ones whose use you would act on; all others are counted together as `other`.",
          }),
        ]
      : []),
    ...odd.map((name) =>
      error({
        id: "param-malformed",
        where: "routes[].params",
        what: `"${clip(name)}" is not a plain parameter name (letters, digits, "_", ".", "-"; 64 at most).`,
        why: "the exporter reads other characters as `_`, so the name would never match.",
        fix: "write the name as the exporter sees it: `filter[status]` is `filter_status_`.",
      }),
    ),
    ...reserved.map((name) =>
      error({
        id: "param-reserved",
        where: "routes[].params",
        what: `"${name}" is a value of the label \`params\` that stands for no name or for many.`,
        why: "requests with this parameter alone could not be told from those.",
        fix: "leave it out: such requests are counted as `other`.",
      }),
    ),
  ];
}

const checkObjectives = ({ availability, latency }: Objectives): Finding[] =>
  within("objectives", [
    ...checkObjective("availability", availability),
    ...checkObjective("latency.share", latency.share),
    ...checkLatency(latency.within),
  ]);

const checkObjective = (field: string, { percent }: Percent): Finding[] =>
  percent > 0 && percent < 100
    ? []
    : [
        error({
          id: "objective-out-of-range",
          where: field,
          what: `${percent} % is no objective: it must lie between 0 and 100, both excluded.`,
          why:
            percent >= 100
              ? "at 100 % the error budget is empty: every single failure would be an outage, and alert thresholds would be 0."
              : "at 0 % everything may fail: no alert could ever fire.",
          fix: "choose what users would hardly notice: percent(99.9) allows 43 minutes a month.",
        }),
      ];

const checkLatency = ({ milliseconds }: Duration): Finding[] =>
  milliseconds > 0 && milliseconds <= 60_000
    ? []
    : [
        error({
          id: "latency-out-of-range",
          where: "latency.within",
          what: `${milliseconds} ms is not between 0 and 60 s.`,
          why: "it becomes a boundary of the duration histogram, and no client waits longer than a minute.",
          fix: "within: milliseconds(500)",
        }),
      ];

const clip = (text: string) => (text.length > 80 ? `${text.slice(0, 77)}…` : text);
