import type { Finding } from "../findings/finding";
import { error, within } from "../findings/finding";
import { repeated } from "../findings/repeated";
import { checkBroker } from "./check-broker";
import { checkBucket } from "./check-bucket";
import { checkDatabase } from "./check-database";
import { checkBrokersApart } from "./check-queue-patterns";
import { checkWorkload } from "./check-workload";
import { checkTeam, checkText } from "./check-text";
import { withOrigin } from "./origin";
import { checkPlainName } from "./plain-name";
import type { Resource } from "./resource";

/** All that is wrong with the resources, one after the other. */
export const checkResources = (resources: readonly Resource[]): Finding[] => [
  ...repeated(resources, ({ name }) => name).flatMap((resource) => withOrigin(resource, [nameTwice(resource)])),
  ...resources.flatMap((resource) => withOrigin(resource, checkResource(resource))),
  ...checkBrokersApart(resources.filter((resource) => resource.kind === "broker")),
];

const checkResource = (resource: Resource): Finding[] => [
  ...checkPlainName("name", resource.name),
  ...checkText("description", resource.description),
  ...within("owner", checkTeam(resource.owner)),
  ...checkKind(resource),
];

function checkKind(resource: Resource): Finding[] {
  switch (resource.kind) {
    case "workload":
      return checkWorkload(resource);
    case "database":
      return checkDatabase(resource);
    case "bucket":
      return checkBucket(resource);
    case "broker":
      return checkBroker(resource);
  }
}

const nameTwice = ({ name }: Resource): Finding =>
  error({
    id: "duplicate-resource",
    where: "name",
    what: `a second resource is called "${name}".`,
    why: "dashboards, alerts and exporters are named after it: the later one would take the place of the earlier.",
    fix: "give one of them another name, or remove it from system/index.ts.",
  });
