import type { Environment } from "../environments/environment";
import type { Broker } from "../model/broker";
import { groupsOf } from "../model/broker";
import { queueNamesOf } from "../model/queue-names";
import type { System } from "../model/system";
import type { Fault, FaultKind } from "./fault";
import { ruleGroupsOf } from "./rule-groups";
import { targetsOf } from "./targets";

/** Where a scenario happens. */
export interface Setting {
  readonly system: System;
  readonly environment: Environment;
}

/** What a fault may name in one of its fields. */
export interface Choice {
  readonly field: string;
  readonly value: string;
  readonly of: readonly string[];
  /** What the names are, for people. */
  readonly what: string;
}

/** All names that stand in a fault, each with those that there are. */
export function choicesOf(fault: Fault, setting: Setting): Choice[] {
  const { system, environment } = setting;
  const choices: Choice[] = [];
  if ("of" in fault) choices.push({ field: "of", value: fault.of, ...thingsOf(fault.kind, system) });
  if ("route" in fault) {
    const routes = system.services.find(({ name }) => name === fault.of)?.routes ?? [];
    choices.push({
      field: "route",
      value: fault.route,
      of: routes.map(({ path }) => path),
      what: `routes of ${fault.of}`,
    });
  }
  if ("queue" in fault) {
    const broker = system.resources.find((one) => one.kind === "broker" && one.name === fault.of);
    const queues = broker?.kind === "broker" ? queuesOf(broker) : [];
    choices.push({ field: "queue", value: fault.queue, of: queues, what: `queues of ${fault.of}` });
  }
  if ("job" in fault) {
    const jobs = [...new Set(targetsOf(system, environment).map(({ job }) => job))];
    choices.push({ field: "job", value: fault.job, of: jobs, what: "jobs of Prometheus" });
  }
  if ("group" in fault)
    choices.push({
      field: "group",
      value: fault.group,
      of: ruleGroupsOf(setting).map(({ name }) => name),
      what: "rule groups",
    });
  const places = environment.probes.places.map(({ name }) => name);
  for (const [at, place] of ("places" in fault ? (fault.places ?? []) : []).entries())
    choices.push({ field: `places[${at}]`, value: place, of: places, what: "places that services are asked from" });
  return choices;
}

function thingsOf(kind: FaultKind, { services, resources }: System): Pick<Choice, "of" | "what"> {
  const resource = (which: string, what: string) => ({
    of: resources.filter((one) => one.kind === which).map(({ name }) => name),
    what,
  });
  if (kind.startsWith("pod-")) return resource("workload", "workloads");
  if (kind.startsWith("database-")) return resource("database", "databases");
  if (kind.startsWith("bucket-")) return resource("bucket", "buckets");
  if (kind.startsWith("queue-") || kind.startsWith("broker-")) return resource("broker", "brokers");
  return { of: services.map(({ name }) => name), what: "services" };
}

/** Names of a broker's queues: as many as its patterns spell out. */
export const queuesOf = (broker: Broker): string[] => groupsOf(broker).flatMap(({ pattern }) => queueNamesOf(pattern));
