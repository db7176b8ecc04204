import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import type { HttpService, Route } from "../model/http-service";
import { collectiveParams as params, httpMethods } from "../model/http-service";

/** Past it the collector counts everything of a service in one series without labels, until it is restarted. */
export const seriesLimit = 5000;

/** More different statuses than an endpoint answers with in practice, whoever calls it. */
const statuses = 10;

/** How many series of calls a service can have at most, whatever it is asked: each is a combination of label values. */
export function seriesBound({ routes }: HttpService): number {
  const declared = routes.map((route) => route.methods.length * waysToAsk(route) * statuses);
  // Requests off the declared routes: matched by an undeclared one or by none, any method, with parameters or without.
  const elsewhere = 2 * (httpMethods.length + 1) * 2 * statuses;
  return declared.reduce((sum, bound) => sum + bound, elsewhere);
}

/** Values of the label `params`: the collective ones, and every choice of up to `most` names. */
function waysToAsk({ params: names }: Route): number {
  const n = names?.length ?? 0;
  let ways = n > 0 ? 3 : 2;
  for (let choose = 1, choices = 1; choose <= Math.min(params.most, n); choose++) {
    choices = (choices * (n - choose + 1)) / choose;
    ways += choices;
  }
  return ways;
}

export const checkSeriesBound = (service: HttpService): Finding[] =>
  errorUnless(seriesBound(service) <= seriesLimit, {
    id: "too-many-series",
    where: `${service.name}.routes`,
    what: `its routes, methods and parameters can make ${seriesBound(service)} series; ${seriesLimit} is the most.`,
    why: "past that the collector counts everything in one series without labels: every alert would be blind.",
    fix: "list fewer parameters on the routes that have most.",
  });
