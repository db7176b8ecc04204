import type { Resource } from "../../model/resource";
import { minutes } from "../../units/quantities";
import type { AlertRule } from "../alert";

type Common = Pick<AlertRule, "id" | "kind" | "owner" | "about" | "labels" | "keepFiringFor">;

/**
 * Fields that all alerts on a resource share.
 * @param suffix of the UID: short, for with the resource's name it has 40 characters.
 */
export const common = (resource: Resource, kind: string, suffix: string): Common => ({
  id: `${resource.name}-${suffix}`,
  kind,
  owner: resource.owner,
  about: resource.description,
  // Pods are the service's that runs in them: what fails together is told together.
  labels: resource.kind === "workload" ? { service: resource.name } : { resource: resource.name },
  keepFiringFor: minutes(5),
});
