import type { HttpService, Route } from "../../model/http-service";
import type { Duration } from "../../units/quantities";
import { milliseconds, seconds } from "../../units/quantities";
import type { Rhythm } from "./rhythm";

/** What the description does not say of a service, and a world needs: how it is used on a healthy day. */
export interface Usage {
  /** Requests per second in the busiest hour. */
  readonly busiest: number;
  readonly rhythm: Rhythm;
  /** Usage of routes by their path; one that is not mentioned is ordinary. */
  readonly routes: Readonly<Record<string, RouteUsage>>;
}

export interface RouteUsage {
  /** How many of the requests are to this route, as a weight against those of other routes. */
  readonly weight: number;
  /** Median response time: half of the requests are answered within it. */
  readonly median: Duration;
}

/** Of services that were described after this was written: a world has them as well. */
const ordinary: Usage = { busiest: 5, rhythm: "customers", routes: {} };

/** Of a route that is not mentioned. */
const ordinaryRoute: RouteUsage = { weight: 3, median: milliseconds(60) };

const usages: Readonly<Record<string, Usage>> = {
  "shop-api": {
    busiest: 20,
    rhythm: "customers",
    routes: {
      "/api/catalog": { weight: 30, median: milliseconds(90) },
      "/api/catalog/{productId}": { weight: 24, median: milliseconds(45) },
      "/api/catalog/{productId}/reviews": { weight: 8, median: milliseconds(60) },
      "/api/cart": { weight: 10, median: milliseconds(30) },
      "/api/cart/items": { weight: 6, median: milliseconds(45) },
      "/api/checkout": { weight: 8, median: milliseconds(180) },
      "/api/checkout/{checkoutId}/payment": { weight: 3, median: milliseconds(230) },
      "/api/models": { weight: 1, median: milliseconds(300) },
      "/api/models/{modelId}/quote": { weight: 3, median: milliseconds(120) },
    },
  },
  "crm-api": {
    busiest: 5,
    rhythm: "office",
    routes: { "/api/reports/pipeline": { weight: 1, median: milliseconds(700) } },
  },
  "mes-api": {
    busiest: 8,
    rhythm: "shifts",
    routes: {
      "/api/machines/{machineId}/jobs": { weight: 8, median: milliseconds(50) },
      "/api/production-orders/{orderId}/steps/{stepId}": { weight: 6, median: milliseconds(70) },
      // Of a large model by nature: one in twenty takes longer than the objective.
      "/api/models/{modelId}/price": { weight: 3, median: seconds(1.1) },
    },
  },
};

export const usageOf = ({ name }: HttpService): Usage => usages[name] ?? ordinary;

export const routeUsageOf = (service: HttpService, { path }: Route): RouteUsage =>
  usageOf(service).routes[path] ?? ordinaryRoute;

/**
 * How unequal the durations of one route are: standard deviation of their logarithm. Of 1,000 some take four times the
 * median.
 */
export const spread = 0.5;

/** Shares of a healthy service's requests to which something happens all the same. */
export const natural = {
  /** Share of the requests that fail with a 5xx. */
  failing: 0.0002,
  /** Share of the requests that is answered with a 4xx, by the caller's own fault. */
  refused: 0.012,
  /** Share of the reads of a list that the caller has already. */
  unchanged: 0.08,
} as const;

export { copies } from "../../scenarios/targets";
