import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error, within } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import type { System } from "../model/system";
import type { Environment } from "./environment";

/** Whether the services and resources of maintenance windows are in the system. */
export function checkMaintenance({ notifications }: Environment, { services, resources }: System): Finding[] {
  const names = [...services, ...resources].map(({ name }) => name);
  return within(
    "notifications.maintenance",
    notifications.maintenance.flatMap(({ name, of = [] }) =>
      within(
        name,
        of.flatMap((thing, at) => (names.includes(thing) ? [] : [ofUnknown(at, thing, names)])),
      ),
    ),
  );
}

const ofUnknown = (at: number, name: string, names: readonly string[]): Finding =>
  error({
    id: "maintenance-of-unknown",
    where: `of[${at}]`,
    what: `no service and no resource is called "${clip(name)}".`,
    why: "nothing would be muted for its sake, and the work on what was meant would wake somebody.",
    fix: didYouMean(nearest(name, names), "name a service or a resource of system/, or leave `of` out."),
  });
