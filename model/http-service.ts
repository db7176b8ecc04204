import type { Duration, Percent } from "../units/quantities";
import { days } from "../units/quantities";
import type { Queues } from "./broker";
import type { Criticality } from "./criticality";
import type { LogFacts } from "./logs";
import { rememberOrigin } from "./origin";
import type { Monitored } from "./resource";
import type { Team } from "./team";
import type { Workload } from "./workload";

export const httpMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
export type HttpMethod = (typeof httpMethods)[number];

/** One endpoint: the route template as the service's framework reports it in `http.route`, never a path with values. */
export interface Route {
  readonly path: `/${string}`;
  readonly methods: readonly [HttpMethod, ...HttpMethod[]];
  /** Query parameters whose *presence* is counted. Their values never leave the span. @default none */
  readonly params?: readonly [string, ...string[]];
  /**
   * What the route promises of its own, where failing alone it would hide among the others: it is judged by itself
   * besides.
   * @default what the service promises of all its requests together
   */
  readonly objectives?: Objectives;
}

/**
 * Period over which objectives are kept or missed: whole weeks, so that no window has one weekend more than another.
 */
export const objectivePeriod = days(28);

/** What is promised over {@link objectivePeriod}. */
export interface Objectives {
  /** Share of requests that do not fail with a 5xx. */
  readonly availability: Percent;
  /** Share of requests that are answered within a time. */
  readonly latency: { readonly share: Percent; readonly within: Duration };
}

export interface HttpService {
  /**
   * Name of the service, `[a-z0-9-]`, as in the spans' `service.name`; becomes the label `service` and part of every
   * name made for it.
   */
  readonly name: string;
  /** What it is and who suffers when it fails, in a sentence or two. */
  readonly description: string;
  readonly owner: Team;
  readonly criticality: Criticality;
  /** The Deployment that runs it; where its pods are a resource of the system, that resource. */
  readonly workload: Workload | Pick<Workload, "namespace" | "deployment">;
  /** A cheap route that is asked from outside: `/healthz`. It is none of `routes`, and its spans are not counted. */
  readonly probe: `/${string}`;
  readonly routes: readonly [Route, ...Route[]];
  readonly objectives: Objectives;
  /**
   * What the service cannot answer without: where to look first when it fails. Its pods need not be named. A function,
   * for files that name each other: a circle is a finding then, and no module that is not there yet.
   */
  readonly dependsOn: () => readonly Monitored[];
  /** Queues that its pods take from: its owner hears of what waits in them, and its pages tell of it. @default none */
  readonly consumes?: readonly Queues[];
  readonly logs: LogFacts;
}

/** States an HTTP service; nothing is checked here: `checkSystem` reports all that is wrong at once. */
export const httpService = (facts: HttpService): HttpService => rememberOrigin(facts);

/** The allow-list of the service: every parameter that one of its routes names, sorted. */
export const paramsOf = (service: HttpService): string[] =>
  [...new Set(service.routes.flatMap((route) => route.params ?? []))].sort();

/** Route templates of a service, sorted. */
export const pathsOf = (service: HttpService): string[] =>
  [...new Set(service.routes.map((route) => route.path))].sort();

/** Name of a service's slice: what all that is made for it is called, in the cluster and in Grafana. */
export const sliceName = (service: string): string => `red-${service}`;

/** Routes of a service that promise something of their own. */
export const criticalRoutes = ({ routes }: HttpService): CriticalRoute[] =>
  routes.flatMap(({ path, objectives }) => (objectives ? [{ path, objectives }] : []));

export interface CriticalRoute {
  readonly path: string;
  readonly objectives: Objectives;
}

/** What the label `params` says where it names none: no parameter, none of the allow-list, more of it than `most`. */
export const collectiveParams = { none: "none", other: "other", many: "many", most: 3 } as const;

/** What the label `endpoint` says of all requests to a service together. */
export const allEndpoints = "all";

/** What the label `endpoint` says where no declared route explains a request: the router took it, or did not. */
export const collectiveRoutes = { undeclared: "undeclared", unmatched: "unmatched" } as const;

/** What the label `method` says for all methods but {@link httpMethods}. */
export const collectiveMethod = "_OTHER";
