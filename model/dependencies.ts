import type { Broker, Queues } from "./broker";
import type { HttpService } from "./http-service";
import type { Monitored } from "./resource";
import type { Team } from "./team";

/** What a service needs directly: its pods, where they are a resource of the system, before all that it names. */
export const dependenciesOf = ({ workload, dependsOn }: HttpService): Monitored[] => [
  ...new Set(["kind" in workload ? workload : [], dependsOn()].flat()),
];

/** Which of the services feel it when a thing fails, whether they need it themselves or through others. */
export const dependentsOf = (thing: Monitored, services: readonly HttpService[]): HttpService[] =>
  services.filter((service) => service !== thing && reaches(service, thing, new Set()));

/** Which of the services take from these queues. */
export const consumersOf = (group: Queues, services: readonly HttpService[]): HttpService[] =>
  services.filter(({ consumes = [] }) => consumes.includes(group));

/**
 * Team that can mend it when too little is taken from a group of queues: the consumers' owner where all have one, else
 * the broker's.
 */
export function ownerOf({ owner }: Broker, group: Queues, services: readonly HttpService[]): Team {
  const [first = owner, ...others] = new Set(consumersOf(group, services).map((consumer) => consumer.owner));
  return others.length === 0 ? first : owner;
}

function reaches(from: HttpService, to: Monitored, seen: Set<Monitored>): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return dependenciesOf(from).some((needed) => needed === to || (!("kind" in needed) && reaches(needed, to, seen)));
}

/** Services that need each other in a circle, each circle once, beginning with the first of them in the description. */
export function circlesOf(services: readonly HttpService[]): HttpService[][] {
  const circles: HttpService[][] = [];
  const told = new Set<HttpService>();
  for (const service of services) {
    const circle = told.has(service) ? undefined : wayBack(service, service, new Set());
    if (!circle) continue;
    for (const member of circle) told.add(member);
    circles.push(circle);
  }
  return circles;
}

function wayBack(from: HttpService, to: HttpService, seen: Set<Monitored>): HttpService[] | undefined {
  seen.add(from);
  for (const needed of dependenciesOf(from)) {
    if (needed === to) return [from];
    if ("kind" in needed || seen.has(needed)) continue;
    const rest = wayBack(needed, to, seen);
    if (rest) return [from, ...rest];
  }
  return undefined;
}
