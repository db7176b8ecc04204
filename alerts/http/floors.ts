import { milliseconds } from "../../units/quantities";

/** Floors of the alerts on traffic: below these the numbers are noise, and the value of the alert is 0. */
export const floors = {
  /** Requests to an endpoint that fail within an hour. */
  endpointFailures: 10,
  /** Requests per second of the hour before, for traffic to be missed. */
  usualRate: 0.1,
  /** Requests to an endpoint in half an hour, and their mean duration, for a slowdown to be felt. */
  slowdown: { requests: 30, mean: milliseconds(50) },
} as const;
