import type { Finding } from "../findings/finding";
import { error, errorUnless } from "../findings/finding";
import { circlesOf } from "./dependencies";
import type { HttpService } from "./http-service";
import { withOrigin } from "./origin";
import type { System } from "./system";

/** Whether "look here first", which follows what services depend on, leads anywhere, and to an end. */
export const checkDependencies = ({ services, resources }: System): Finding[] => [
  ...services.flatMap((service) =>
    withOrigin(service, [...checkKnown(service, [...services, ...resources]), ...checkConsumed(service)]),
  ),
  ...circlesOf(services).flatMap((circle) => (circle[0] ? withOrigin(circle[0], [needsItself(circle)]) : [])),
];

const checkKnown = ({ dependsOn }: HttpService, known: readonly object[]): Finding[] =>
  dependsOn().flatMap((needed, at) =>
    errorUnless(known.includes(needed), {
      id: "dependency-not-monitored",
      where: `dependsOn[${at}]`,
      what: `${needed.name} is neither among the services nor among the resources of the system.`,
      why: "a page would tell to look first where nothing is measured.",
      fix: "list it in system/index.ts, or leave it out here.",
    }),
  );

const checkConsumed = ({ dependsOn, consumes = [] }: HttpService): Finding[] => {
  const queues = dependsOn().flatMap((needed) => ("kind" in needed && needed.kind === "broker" ? needed.queues : []));
  return consumes.flatMap((group, at) =>
    errorUnless(queues.includes(group), {
      id: "consumes-of-no-broker",
      where: `consumes[${at}]`,
      what: `${group.name} are no queues of a broker that it depends on.`,
      why: "no alert would tell its owner what waits for it.",
      fix: "name their broker in dependsOn, and list them in its queues.",
    }),
  );
};

const needsItself = (circle: readonly HttpService[]): Finding =>
  error({
    id: "dependency-cycle",
    where: "dependsOn",
    what: `${[...circle, circle[0]].map((service) => service?.name).join(" → ")}: it needs itself in the end.`,
    why: "each would be the cause of the other, and neither's alert would say where to look first.",
    fix: "leave out the direction in which the one still answers while the other does not.",
  });
