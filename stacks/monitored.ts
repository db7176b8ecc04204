import { whyAbsent, whyLogsAbsent } from "../environments/absence";
import type { Environment } from "../environments/environment";
import { namespace } from "../environments/names";
import type { LogTarget, NoLogs } from "../logs/target";
import { targetOf } from "../logs/target";
import type { Component } from "../model/component";
import { componentsOf } from "../model/component";
import type { HttpService } from "../model/http-service";
import { withOriginOf } from "../model/origin";
import type { Monitored, Resource } from "../model/resource";
import { sliceNameOf } from "../model/resource";
import type { System } from "../model/system";

/** The resources that there are in an environment. */
export const monitoredIn = (environment: Environment, { resources }: System): Resource[] =>
  resources.filter((resource) => whyAbsent(resource, environment) === undefined);

/**
 * The services of a system, each with only those dependencies that there are in an environment: nothing else could be
 * looked at first.
 */
export function servicesIn(environment: Environment, { services }: System): HttpService[] {
  const isThere = (needed: Monitored) => whyAbsent(needed, environment) === undefined;
  const here: ReadonlyMap<Monitored, HttpService> = new Map(
    services.map((service) => {
      const dependsOn = () =>
        service
          .dependsOn()
          .filter(isThere)
          .map((needed) => here.get(needed) ?? needed);
      return [service, withOriginOf(service, { ...service, dependsOn })];
    }),
  );
  return [...here.values()];
}

/** Names of the slices of what is measured in an environment: each records something. */
export const measuredIn = (environment: Environment, system: System): string[] => [
  ...new Set([...servicesIn(environment, system), ...monitoredIn(environment, system)].map(sliceNameOf)),
];

/** The components whose lines get to an environment. */
export const loggingIn = (environment: Environment, system: System): Component[] =>
  componentsOf(system, namespace).filter((component) => whyLogsAbsent(component, environment) === undefined);

/** Where one reads what a thing logs, by its name: pods log what the service does that runs in them. */
export function logsIn(
  environment: Environment,
  system: System,
): (thing: { readonly name: string }) => LogTarget | NoLogs {
  const targets = new Map(
    componentsOf(system, namespace).map((component) => [component.name, targetOf(component, environment)]),
  );
  return ({ name }) =>
    targets.get(name) ?? { noLogs: "nothing that runs in the cluster or in RDS writes lines about it" };
}
