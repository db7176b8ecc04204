import type { HttpMethod, HttpService, Route } from "../../model/http-service";
import { collectiveParams } from "../../model/http-service";
import { asRatio, minutes } from "../../units/quantities";
import { natural, routeUsageOf, usageOf } from "./assumptions";
import type { Harm, RequestKind } from "./harm";
import { harmsTo } from "./harm";
import { faultsOf, moved, presenceAt } from "./happening";
import { randomOf } from "./random";
import { rhythmAt } from "./rhythm";
import type { Course } from "./timeline";
import { always, course } from "./timeline";
import type { World } from "./world";

/** Requests of one kind that arrive, and what becomes of them. */
export interface Demand extends RequestKind {
  readonly route: Route;
  /** Expected requests per second. */
  readonly rate: Course;
  /** Share of the requests that fails with a 5xx. */
  readonly failing: Course;
  /** Share of the requests that takes `slowTimes` times as long. */
  readonly slowShare: Course;
  readonly slowTimes: Course;
}

/** Bursts last so long, and are so high: standard deviation of the logarithm. */
const bursts = { last: minutes(3).milliseconds, height: 0.12 } as const;

/** All requests that reach a service. */
export function demandOf(service: HttpService, world: World): Demand[] {
  const { timeline } = world;
  const harms = harmsTo(service, world).filter(isFelt);
  const kinds = service.routes.flatMap((route) =>
    route.methods.map((method) => ({ route, path: route.path, method, weight: weightOf(service, route, method) })),
  );
  const whole = kinds.reduce((sum, { weight }) => sum + weight, 0);
  const arriving = arrivingAt(service, world);
  const usual = kinds.map(({ weight, ...kind }) => {
    const mine = harms.filter(({ hits }) => hits(kind));
    const share = weight / whole;
    const more = trafficTimes(service, kind.path, world);
    return {
      ...kind,
      rate: course(timeline, (index) => share * (arriving[index] ?? 0) * (more[index] ?? 1)),
      failing: failingOf(mine, timeline.at.length),
      ...slowOf(mine, world),
    };
  });
  return withRetries(service, usual, world);
}

/** Of a route that is read and written, so much is read. */
const read = 0.8;

/** The methods of a route share its weight; those that write, in equal parts. */
function weightOf(service: HttpService, route: Route, method: HttpMethod): number {
  const { weight } = routeUsageOf(service, route);
  const writing = route.methods.filter((one) => one !== "GET").length;
  if (writing === 0) return weight;
  if (writing === route.methods.length) return weight / writing;
  return weight * (method === "GET" ? read : (1 - read) / writing);
}

function arrivingAt(service: HttpService, world: World): Course {
  const { scenario, seed, timeline } = world;
  const { busiest, rhythm } = usageOf(service);
  const random = randomOf(seed, "traffic", service.name);
  const lost = faultsOf(scenario, "ingress", service.name);
  let burst = 0;
  return course(timeline, (index, moment) => {
    const kept = Math.exp((-(timeline.since[index] ?? 0) * 1000) / bursts.last);
    burst = burst * kept + Math.sqrt(1 - kept * kept) * bursts.height * random.normal();
    const through = lost.reduce(
      (share, fault) => share * (1 - presenceAt(fault, world, moment) * asRatio(fault.lost)),
      1,
    );
    return busiest * rhythmAt(rhythm, moment) * Math.exp(burst) * through;
  });
}

function trafficTimes({ name }: HttpService, path: string, world: World): Course {
  const { scenario, timeline } = world;
  const faults = faultsOf(scenario, "traffic", name).filter(({ route }) => route === undefined || route === path);
  if (faults.length === 0) return always(timeline, 1);
  return course(timeline, (_, moment) =>
    faults.reduce((times, fault) => times * moved(1, fault.times, presenceAt(fault, world, moment)), 1),
  );
}

/** What fails is asked again at once. */
function withRetries({ name }: HttpService, kinds: Demand[], world: World): Demand[] {
  const { scenario, timeline } = world;
  const faults = faultsOf(scenario, "retries", name);
  if (faults.length === 0) return kinds;
  return kinds.map((kind) => ({
    ...kind,
    rate: course(timeline, (index, moment) => {
      const more = faults.reduce((sum, fault) => sum + fault.perFailure * presenceAt(fault, world, moment), 0);
      return (kind.rate[index] ?? 0) * (1 + more * (kind.failing[index] ?? 0));
    }),
  }));
}

const isFelt = ({ failing, slow }: Harm): boolean =>
  (failing?.some((share) => share > 0) ?? false) || (slow?.share.some((share) => share > 0) ?? false);

/** What one fault leaves, another may take. */
function failingOf(harms: readonly Harm[], length: number): Course {
  const failing = new Float64Array(length);
  const courses = harms.flatMap((harm) => harm.failing ?? []);
  for (let index = 0; index < length; index++)
    failing[index] = 1 - courses.reduce((well, course) => well * (1 - (course[index] ?? 0)), 1 - natural.failing);
  return failing;
}

/** Of several that slow a request down the worst counts. */
function slowOf(harms: readonly Harm[], { timeline }: World): Pick<Demand, "slowShare" | "slowTimes"> {
  const slowShare = always(timeline, 0);
  const slowTimes = always(timeline, 1);
  for (const { slow } of harms) {
    for (const [index, share] of slow?.share.entries() ?? []) {
      const times = slow?.times[index] ?? 1;
      if (share * (times - 1) <= (slowShare[index] ?? 0) * ((slowTimes[index] ?? 1) - 1)) continue;
      slowShare[index] = share;
      slowTimes[index] = times;
    }
  }
  return { slowShare, slowTimes };
}

/** Values of the label `params` that the requests carry, with the share of each. */
export function paramsIn({ route, method }: Demand): readonly (readonly [params: string, share: number])[] {
  if (method !== "GET" || route.params === undefined) return [[collectiveParams.none, 1]];
  return [
    [collectiveParams.none, 0.4],
    [[...route.params].sort().slice(0, 2).join(","), 0.6],
  ];
}
