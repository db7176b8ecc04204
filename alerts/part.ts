import type { Broker, Queues } from "../model/broker";
import { consumersOf } from "../model/dependencies";
import type { HttpService } from "../model/http-service";
import type { Resource } from "../model/resource";
import type { Duration } from "../units/quantities";
import { minutes } from "../units/quantities";

/**
 * Part of a resource, which is told together: all of it, or queues that others take from than those who need the
 * broker.
 */
export interface Part {
  readonly resource: Resource;
  /** Value of the label `part`. */
  readonly name: string;
  /** Services that page, and whose pages tell of the part. */
  readonly tellers: readonly HttpService[];
  /** How long these services may take to feel a fault of the part: for so long a page on it waits. */
  readonly grace: Duration;
}

/** Name of the part that is all of a resource. No queues are called so: their names are plain ones. */
export const whole = "all of it";

/** The part that is all of a resource. @param dependents services that need it */
export const wholeOf = (resource: Resource, dependents: readonly HttpService[]): Part => ({
  resource,
  name: whole,
  tellers: tellersOf(resource, dependents),
  // One failing request in twenty is told within that (decision 29).
  grace: minutes(20),
});

/**
 * The part of a broker that is a group of queues. Of these whoever takes from them tells; others need the broker for
 * other things.
 */
export const partOfQueues = (broker: Broker, group: Queues, dependents: readonly HttpService[]): Part => ({
  resource: broker,
  name: group.name,
  tellers: tellersOf(broker, consumersOf(group, dependents)),
  // What waits has waited for minutes before any alert on it has a value: half of the time that others have is over.
  grace: minutes(10),
});

/** Those services that page, but for a thing's own: what is told under one name is one incident anyway. */
const tellersOf = ({ name }: Resource, services: readonly HttpService[]): HttpService[] =>
  services.filter((service) => service.criticality === "critical" && service.name !== name);
