import { boundariesOf } from "../../exporters/span-metrics";
import type { HttpService } from "../../model/http-service";
import { collectiveParams, sliceName } from "../../model/http-service";
import { le } from "../../promql/build";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { inSeconds } from "../../units/quantities";
import type { Target } from "../../scenarios/targets";
import { natural, routeUsageOf, spread } from "./assumptions";
import type { Demand } from "./demand";
import { demandOf, paramsIn } from "./demand";
import { belowBell, manyOf, randomOf } from "./random";
import { countedBy, upOf } from "./scraping";
import type { Course } from "./timeline";
import type { ExposedSeries, World } from "./world";
import { exposed, once } from "./world";

/** Requests of one kind that one collector counts under one status. */
interface Cell {
  readonly demand: Demand;
  readonly status: string;
  readonly params: string;
  /** Since the moment before, at every moment. */
  readonly counts: () => Course;
}

/** Series that the collectors of a service count. */
export function httpTold(service: HttpService, world: World): ExposedSeries[] {
  const collectors = world.targets.filter(
    ({ job, labels }) => job === sliceName(service.name) && labels.port === "red",
  );
  const demand = demandOf(service, world);
  const ups = collectors.map((target) => upOf(target, world));
  return collectors.flatMap((target, at) => {
    const share = shareOf(ups, at);
    const cells = demand.flatMap((kind) => cellsOf(kind, { target, share }, world));
    return [
      ...cells.map((cell) => callsOf(service, cell, target, world)),
      ...durationsOf(service, cells, target, world),
    ];
  });
}

/** Services send their spans to whichever collector answers; without one nobody counts. */
const shareOf = (ups: readonly Course[], at: number) => (index: number) => {
  // Where nobody scrapes them they count all the same.
  const alive = ups.map((up) => (up[index] === 0 ? 0 : 1));
  const answering = alive.reduce<number>((sum, is) => sum + is, 0);
  return answering === 0 ? 0 : (alive[at] ?? 0) / answering;
};

function cellsOf(
  demand: Demand,
  { target, share }: { readonly target: Target; readonly share: (index: number) => number },
  world: World,
): Cell[] {
  const cell = (status: string, params: string, part: (index: number) => number): Cell => {
    const counts = () => {
      const random = randomOf(world.seed, target.instance, demand.path, demand.method, status, params);
      return world.timeline.since.map((seconds, index) =>
        random.poisson((demand.rate[index] ?? 0) * share(index) * part(index) * seconds),
      );
    };
    return { demand, status, params, counts: once(counts) };
  };
  const { refused, unchanged } = natural;
  const fine = (index: number) => 1 - (demand.failing[index] ?? 0);
  const isList = demand.method === "GET" && demand.route.params !== undefined;
  const wellAnswered = 1 - refused - (isList ? unchanged : 0);
  return [
    ...paramsIn(demand).map(([params, of]) =>
      cell(success(demand), params, (index) => of * wellAnswered * fine(index)),
    ),
    ...(isList ? [cell("304", collectiveParams.none, (index) => unchanged * fine(index))] : []),
    cell(demand.path.includes("{") ? "404" : "400", collectiveParams.none, (index) => refused * fine(index)),
    cell("500", collectiveParams.none, (index) => demand.failing[index] ?? 0),
  ];
}

const success = ({ method }: Demand): string => ({ POST: "201", DELETE: "204" })[method as string] ?? "200";

const callsOf = ({ name: service }: HttpService, cell: Cell, target: Target, world: World): ExposedSeries => {
  const { demand, status, params, counts } = cell;
  const labels = { service, endpoint: demand.path, method: demand.method, params, http_status_code: status };
  return exposed(serverSpans.calls, target, labels, () => countedBy(target, world, (index) => counts()[index] ?? 0));
};

/** Durations are not told apart by method and parameters. */
function durationsOf(service: HttpService, cells: readonly Cell[], target: Target, world: World): ExposedSeries[] {
  const boundaries = boundariesOf(world.system.services).map(inSeconds);
  const endpoints = [...new Set(cells.map(({ demand }) => demand.path))];
  const statuses = [...new Set(cells.map(({ status }) => status))];
  return endpoints.flatMap((endpoint) =>
    statuses.flatMap((status) => {
      const alike = cells.filter((cell) => cell.demand.path === endpoint && cell.status === status);
      if (alike.length === 0) return [];
      const labels = { service: service.name, endpoint, http_status_code: status };
      const sum = (of: (cell: Cell) => Course) => () => {
        const courses = alike.map(of);
        return countedBy(target, world, (index) => courses.reduce((all, one) => all + (one[index] ?? 0), 0));
      };
      const upTo = (boundary: number) => sum((cell) => within(service, cell, boundary, target, world));
      return [
        exposed(
          serverSpans.durationCount,
          target,
          labels,
          sum(({ counts }) => counts()),
        ),
        exposed(
          serverSpans.durationSum,
          target,
          labels,
          sum((cell) => secondsOf(service, cell, target, world)),
        ),
        ...[...boundaries, Infinity].map((boundary) =>
          exposed(serverSpans.durationBucket, target, { ...labels, le: le(boundary) }, upTo(boundary)),
        ),
      ];
    }),
  );
}

const medianOf = (service: HttpService, { demand }: Cell) => inSeconds(routeUsageOf(service, demand.route).median);

/** Requests of a cell that took at most so many seconds. */
function within(service: HttpService, cell: Cell, seconds: number, target: Target, { seed }: World): Course {
  const counts = cell.counts();
  if (seconds === Infinity) return counts;
  const { demand, status, params } = cell;
  // The same for every boundary: see `manyOf`.
  const random = randomOf(seed, "durations", target.instance, demand.path, demand.method, status, params);
  const log = Math.log(seconds / medianOf(service, cell)) / spread;
  const usual = belowBell(log);
  return counts.map((count, index) => {
    const u = random.uniform();
    const slow = demand.slowShare[index] ?? 0;
    const late = slow === 0 ? usual : belowBell(log - Math.log(demand.slowTimes[index] ?? 1) / spread);
    return manyOf(count, usual * (1 - slow) + late * slow, u);
  });
}

/** Seconds that all requests of a cell took together. */
function secondsOf(service: HttpService, cell: Cell, target: Target, { seed }: World): Course {
  const { demand, status, params } = cell;
  const random = randomOf(seed, "seconds", target.instance, demand.path, demand.method, status, params);
  const mean = medianOf(service, cell) * Math.exp(spread ** 2 / 2);
  const deviation = mean * Math.sqrt(Math.exp(spread ** 2) - 1);
  return cell.counts().map((count, index) => {
    const slower = 1 + (demand.slowShare[index] ?? 0) * ((demand.slowTimes[index] ?? 1) - 1);
    return count === 0
      ? 0
      : slower * Math.max(0.2 * count * mean, count * mean + Math.sqrt(count) * deviation * random.normal());
  });
}
