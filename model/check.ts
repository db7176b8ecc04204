import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error, errorUnless, within } from "../findings/finding";
import { repeated } from "../findings/repeated";
import { checkDependencies } from "./check-dependencies";
import { checkObjectives } from "./check-objectives";
import { checkProbe } from "./check-probe";
import { checkResources } from "./check-resources";
import { checkParams, checkRoutes } from "./check-routes";
import { checkTeam, checkText } from "./check-text";
import { platformComponent } from "./component";
import type { CriticalRoute, HttpService } from "./http-service";
import { criticalRoutes } from "./http-service";
import { withOrigin } from "./origin";
import { checkPlainName } from "./plain-name";
import type { System } from "./system";

/** All that is wrong with the description, in its own order. */
export const checkSystem = (system: System): Finding[] => {
  const { title, repository, platformTeam, services, resources } = system;
  return [
    ...checkText("title", title),
    ...checkRepository(repository),
    ...within("platformTeam", checkTeam(platformTeam)),
    ...errorUnless(services.length > 0, nothingMonitored),
    ...repeated(services, ({ name }) => name).flatMap((service) => withOrigin(service, [nameTwice(service)])),
    ...services.flatMap((service) =>
      withOrigin(service, [...checkService(service), ...checkRunsIn(service, resources)]),
    ),
    ...checkResources(resources),
    ...[...services, ...resources]
      .filter(({ name }) => name === platformComponent)
      .flatMap((one) => withOrigin(one, [nameOfOurs])),
    ...checkDependencies(system),
  ];
};

const nameOfOurs = error({
  id: "name-reserved",
  where: "name",
  what: `"${platformComponent}" is what the monitoring itself is called.`,
  why: "its logs and the certificate by which it serves would be mixed with those of what is described here.",
  fix: "call it by what it does for the company.",
});

const checkService = (service: HttpService): Finding[] => [
  ...checkPlainName("name", service.name),
  ...checkText("description", service.description),
  ...within("owner", checkTeam(service.owner)),
  ...within("workload", [
    ...checkPlainName("namespace", service.workload.namespace),
    ...checkPlainName("deployment", service.workload.deployment),
  ]),
  ...checkProbe(service),
  ...checkRoutes(service.routes),
  ...checkParams(service),
  ...within("objectives", checkObjectives(service.objectives)),
  ...service.routes.flatMap(({ objectives }, at) =>
    objectives ? within(`routes[${at}].objectives`, checkObjectives(objectives)) : [],
  ),
  ...repeated(criticalRoutes(service), ({ path }) => path).map(promisesTwice),
];

/** A service that names a resource of the system as what it runs in leads to that resource's dashboard. */
const checkRunsIn = ({ workload }: HttpService, resources: System["resources"]): Finding[] =>
  errorUnless(!("kind" in workload) || resources.includes(workload), {
    id: "workload-not-monitored",
    where: "workload",
    what: "it is described as a resource, and is none of the system's.",
    why: "the service's dashboard would lead to one that does not exist.",
    fix: "list it among the resources in system/index.ts, or state its namespace and deployment alone.",
  });

const checkRepository = (repository: string): Finding[] =>
  errorUnless(URL.canParse(repository) && !repository.endsWith("/"), {
    id: "repository-malformed",
    where: "repository",
    what: `"${clip(repository)}" is no address, or ends in a slash.`,
    why: "the runbook links of all alerts begin with it.",
    fix: 'repository: "https://github.com/example/monitoring"',
  });

const promisesTwice = ({ path }: CriticalRoute): Finding =>
  error({
    id: "objectives-twice",
    where: "routes",
    what: `two routes with the path ${path} have objectives of their own.`,
    why: "what is counted of one path is told apart by status, not by method: both would judge the same requests.",
    fix: "state them on one of the two; they hold for all methods of the path.",
  });

const nothingMonitored = {
  id: "nothing-monitored",
  where: "services",
  what: "the system has no services.",
  why: "deploying this would remove every dashboard and alert there is.",
  fix: "add a service to system/index.ts.",
};

const nameTwice = ({ name }: HttpService): Finding =>
  error({
    id: "duplicate-service",
    where: "name",
    what: `a second service is called "${name}".`,
    why: "the name is the label `service`: the two would be counted as one, and their dashboards and alerts collide.",
    fix: "give one of them another name, or remove it from system/index.ts.",
  });
