import type { Broker } from "../../model/broker";
import { asRatio } from "../../units/quantities";
import { faultsOf, moved, presenceAt } from "./happening";
import { randomOf } from "./random";
import type { Course } from "./timeline";
import { course } from "./timeline";
import type { World } from "./world";

/** How a broker is, at every moment. */
export interface BrokerState {
  /** 1 where its nodes answer. */
  readonly reachable: Course;
  /** Memory in use, as a share of what blocks publishers. */
  readonly memory: Course;
  /** Disk space in use, as a share of what is there above the limit. */
  readonly disk: Course;
  /** 1 while whoever publishes is blocked. */
  readonly blocked: Course;
}

export function brokerState({ name }: Broker, world: World): BrokerState {
  const { scenario, seed, timeline } = world;
  const random = randomOf(seed, "broker", name);
  const level = (kind: "broker-memory" | "broker-disk", usual: number) => {
    const faults = faultsOf(scenario, kind, name);
    return course(timeline, (_, moment) =>
      faults.reduce(
        (at, fault) => moved(at, asRatio(fault.to), presenceAt(fault, world, moment)),
        usual + 0.005 * random.normal(),
      ),
    );
  };
  const memory = level("broker-memory", 0.36);
  const disk = level("broker-disk", 0.3);
  const down = faultsOf(scenario, "broker-unreachable", name);
  return {
    memory,
    disk,
    reachable: course(timeline, (_, moment) => (down.some((fault) => presenceAt(fault, world, moment) > 0) ? 0 : 1)),
    blocked: course(timeline, (index) => ((memory[index] ?? 0) >= 1 || (disk[index] ?? 0) >= 1 ? 1 : 0)),
  };
}
