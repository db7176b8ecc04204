import type { HttpService } from "../../model/http-service";
import { minutes } from "../../units/quantities";

/**
 * Fields that all alerts on an HTTP service share.
 * @param suffix of the UID: short, for with the service's name it has 40 characters.
 */
export const common = (service: HttpService, kind: string, suffix: string) => ({
  id: `${service.name}-${suffix}`,
  kind,
  owner: service.owner,
  about: service.description,
  labels: { service: service.name },
  keepFiringFor: minutes(5),
});
