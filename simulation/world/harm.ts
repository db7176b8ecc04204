import { dependenciesOf } from "../../model/dependencies";
import type { HttpMethod, HttpService } from "../../model/http-service";
import type { Monitored, Resource } from "../../model/resource";
import type { Workload } from "../../model/workload";
import type { Fault } from "../../scenarios/fault";
import { asRatio } from "../../units/quantities";
import { copies } from "./assumptions";
import { brokerState } from "./brokers";
import { databaseState } from "./databases";
import { faultsOf, presenceOf } from "./happening";
import type { Pod } from "./pods";
import { isAway, podsIn, replacedEvery } from "./pods";
import type { Course } from "./timeline";
import { course } from "./timeline";
import type { World } from "./world";

/** Requests of one route and method. */
export interface RequestKind {
  readonly path: string;
  readonly method: HttpMethod;
}

/** What becomes of some of the requests to a service while something is wrong, at every moment. */
export interface Harm {
  readonly hits: (request: RequestKind) => boolean;
  /** Share of these requests that fails. */
  readonly failing?: Course;
  /** Share of these requests that takes so many times as long. */
  readonly slow?: { readonly share: Course; readonly times: Course };
}

const everyRequest = () => true;
const ofRoute = (route: string | undefined) => (request: RequestKind) => route === undefined || request.path === route;

/** They change something: that is written to the database, and told to whoever listens at the broker. */
const writing = ({ method }: RequestKind) => method !== "GET" && method !== "HEAD" && method !== "OPTIONS";

/** What nearly nothing can be done without fails but for what a cache has. */
const nearlyAll = 0.95;

/**
 * What faults do to the requests of a service. How they spread, all of it: from routes to their service, from pods to
 * the service that runs in them, from a resource to whoever depends on it, and from a service to those that need its
 * answers.
 */
export function harmsTo(service: HttpService, world: World): Harm[] {
  return [...ofItsOwn(service, world), ...dependenciesOf(service).flatMap((needed) => from(needed, service, world))];
}

function from(needed: Monitored, service: HttpService, world: World): Harm[] {
  if (!("kind" in needed))
    return needed === service ? [] : harmsTo(needed, world).map((harm) => ({ ...harm, hits: everyRequest }));
  switch (needed.kind) {
    case "workload":
      return fromPods(needed, world);
    case "database":
      return fromDatabase(needed, world);
    case "broker": {
      const { reachable, blocked } = brokerState(needed, world);
      // Who cannot publish waits until its own time is over, and then tells of a failure.
      const failing = course(world.timeline, (index) => (blocked[index] || !reachable[index] ? nearlyAll : 0));
      return [
        { hits: writing, failing, slow: { share: failing, times: failing.map((share) => (share > 0 ? 20 : 1)) } },
      ];
    }
    case "bucket":
      // It grows and shrinks, and answers all the while.
      return [];
  }
}

function ofItsOwn({ name }: HttpService, world: World): Harm[] {
  const { scenario, timeline } = world;
  const at = (fault: Fault) => presenceOf(fault, world);
  return [
    ...faultsOf(scenario, "errors", name).map((fault) => ({
      hits: ofRoute(fault.route),
      failing: at(fault).map((present) => present * asRatio(fault.share)),
    })),
    ...faultsOf(scenario, "slow", name).map((fault) => ({
      hits: ofRoute(fault.route),
      slow: {
        share: at(fault).map((present) => (present > 0 ? (fault.share ? asRatio(fault.share) : 1) : 0)),
        times: at(fault).map((present) => 1 + present * (fault.times - 1)),
      },
    })),
    ...faultsOf(scenario, "deploy", name).map(({ from: start, failing }) => ({
      hits: everyRequest,
      failing: course(timeline, (_, moment) => {
        const since = moment - timeline.begins - start.milliseconds;
        return since > 0 && since <= copies.pods * replacedEvery ? asRatio(failing) : 0;
      }),
    })),
  ];
}

/** Requests of a pod that is killed are lost, and for as long as nobody has noticed more of them are sent to it. */
function fromPods(workload: Workload, world: World): Harm[] {
  const pods = podsIn(workload, world);
  const shareOf = (moment: number, which: (pod: Pod) => boolean) => {
    const there = pods.filter((pod) => pod.exists(moment));
    return there.filter(which).length / Math.max(1, there.length);
  };
  const failing = course(world.timeline, (index, moment) => 0.5 * shareOf(moment, (pod) => isAway(pod, index)));
  const share = course(world.timeline, (index, moment) => shareOf(moment, (pod) => (pod.wanted[index] ?? 0) > busy));
  const times = course(world.timeline, (index) =>
    Math.max(1, ...pods.map((pod) => waitingFor(pod.wanted[index] ?? 0))),
  );
  return [{ hits: everyRequest, failing, slow: { share, times } }];
}

/** Below it nobody waits for a processor. */
const busy = 0.8;

/** Of a CPU limit of which so much is wanted: twice as long at nine tenths, five times where a fifth is lacking. */
const waitingFor = (wanted: number): number => 1 + 10 * Math.max(0, wanted - busy);

function fromDatabase(database: Extract<Resource, { readonly kind: "database" }>, world: World): Harm[] {
  const { reachable, connections, locks, memory } = databaseState(database, world);
  const { timeline } = world;
  return [
    { hits: everyRequest, failing: course(timeline, (index) => (reachable[index] ? 0 : nearlyAll)) },
    {
      hits: everyRequest,
      // Whoever has a connection keeps it; of the others, each waits for one, and many in vain.
      failing: course(timeline, (index) => ((connections[index] ?? 0) >= 0.995 ? 0.3 : 0)),
      slow: {
        share: course(timeline, (index) => ((connections[index] ?? 0) >= 0.97 ? 0.5 : 0)),
        times: course(timeline, () => 8),
      },
    },
    {
      hits: writing,
      slow: {
        share: course(timeline, (index) => ((locks[index] ?? 0) >= 3 ? Math.min(1, (locks[index] ?? 0) / 20) : 0)),
        times: course(timeline, () => 25),
      },
    },
    {
      hits: everyRequest,
      slow: {
        share: course(timeline, (index) => ((memory[index] ?? 0) > 0.97 ? 1 : 0)),
        times: course(timeline, () => 3),
      },
    },
  ];
}
