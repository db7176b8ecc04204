import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import type { HttpService, Route } from "../model/http-service";
import { collectiveParams as params, httpMethods, pathsOf } from "../model/http-service";
import { withOrigin } from "../model/origin";
import { boundariesOf, seriesLimit } from "./span-metrics";

/**
 * Most samples of one service in a scrape of one collector: beyond that the scrape is refused as a whole. For what else
 * is scraped the limit of its own monitor is the budget, or Prometheus' for all.
 */
export const seriesBudget = 30_000;

/** More different statuses than an endpoint answers with in practice, whoever calls it. */
const statuses = 10;

/** How many values each label can have at one endpoint, whatever the service is asked: with any of the others'. */
type Domains = Readonly<Record<string, number>>;

/** By metric, endpoint by endpoint. */
interface Series {
  readonly calls: readonly Domains[];
  readonly durations: readonly Domains[];
}

/** @param counted the services that the collector counts: each adds a boundary to the histogram of all */
const seriesOf = (service: HttpService, counted: readonly HttpService[]): Series => ({
  calls: [
    ...service.routes.map((route) => ({
      method: route.methods.length,
      params: waysToAsk(route),
      http_status_code: statuses,
    })),
    // Requests off the declared routes: matched by an undeclared one or by none, any method, with parameters or
    // without.
    ...twice({ method: httpMethods.length + 1, params: 2, http_status_code: statuses }),
  ],
  // A bucket for each boundary and for all, the sum, the count.
  durations: [...pathsOf(service), ...twice(undefined)].map(() => ({
    http_status_code: statuses,
    le: boundariesOf(counted).length + 3,
  })),
});

const twice = <T>(value: T): readonly T[] => [value, value];

/** Values of the label `params`: the collective ones, and every choice of up to `most` names. */
function waysToAsk({ params: names }: Route): number {
  const n = names?.length ?? 0;
  let ways = n > 0 ? 3 : 2;
  for (let choose = 1, choices = 1; choose <= Math.min(params.most, n); choose++) {
    choices = (choices * (n - choose + 1)) / choose;
    ways += choices;
  }
  return ways;
}

const product = (domains: Domains) => Object.values(domains).reduce((all, values) => all * values, 1);
const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);
const count = (endpoints: readonly Domains[]) => sum(endpoints.map(product));

/** How many series of calls a service can have at most: each is a combination that the collector tells apart. */
export const callsBound = (service: HttpService): number => count(seriesOf(service, [service]).calls);

/** How many series a service can have at most, in one of the collectors that count it. */
export const seriesBound = (service: HttpService, counted: readonly HttpService[] = [service]): number =>
  sum(Object.values(seriesOf(service, counted)).map(count));

/**
 * How many series there would be without a label. These two the description can shrink; the methods it can shrink too,
 * but there are too few of them to ever contribute most where there are thousands of series.
 */
const without = {
  endpoint: (endpoints: readonly Domains[]) => Math.max(...endpoints.map(product)),
  params: (endpoints: readonly Domains[]) => count(endpoints.map((domains) => ({ ...domains, params: 1 }))),
} as const;
type Shrinkable = keyof typeof without;

/** Whether what is described stays within what its collector tells apart, and within what a scrape may bring. */
export const checkSeriesBudget = (service: HttpService, counted: readonly HttpService[]): Finding[] =>
  withOrigin(service, overBudgets(service, counted));

function overBudgets(service: HttpService, counted: readonly HttpService[]): Finding[] {
  const { calls, durations } = seriesOf(service, counted);
  if (callsBound(service) > seriesLimit)
    return [
      overBudget(service, [calls], seriesLimit, {
        of: "series of requests",
        why: "past that the collector counts every new combination in one series without labels: alerts would be blind to it.",
      }),
    ];
  if (seriesBound(service, counted) > seriesBudget)
    return [
      overBudget(service, [calls, durations], seriesBudget, {
        of: "series",
        why: "a scrape that brings more is refused as a whole: every alert of the service would be blind.",
      }),
    ];
  return [];
}

function overBudget(
  service: HttpService,
  metrics: readonly (readonly Domains[])[],
  budget: number,
  { of, why }: { readonly of: string; readonly why: string },
): Finding {
  const [label, left] = largest(metrics);
  return error({
    id: "series-over-budget",
    where: "routes",
    what: `its routes, methods and parameters can make ${sum(metrics.map(count))} ${of}; ${budget} is the budget. The label ${label} contributes most: without it there would be ${left}.`,
    why,
    fix: remedy[label](service),
  });
}

/** The label that contributes most, and how many series would be left without it. */
function largest(metrics: readonly (readonly Domains[])[]): readonly [Shrinkable, number] {
  const left = (label: Shrinkable) => sum(metrics.map(without[label]));
  return (Object.keys(without) as Shrinkable[])
    .map((label) => [label, left(label)] as const)
    .reduce((most, one) => (one[1] < most[1] ? one : most));
}

const remedy: Readonly<Record<Shrinkable, (service: HttpService) => string>> = {
  endpoint: () => "leave out routes that nobody looks at: they are counted together, as `undeclared`.",
  params: ({ routes }) => {
    const weight = (route: Route) => route.methods.length * waysToAsk(route);
    const { path, params: names = [] } = routes.reduce((most, route) => (weight(route) > weight(most) ? route : most));
    return `list fewer parameters on ${path}, which has ${names.length}: every choice of up to ${params.most} is a series of its own.`;
  },
};
