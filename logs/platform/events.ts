import type { EventRule } from "../parts/classify";

/**
 * Rules of what goes wrong in the monitoring itself; the first that fits counts. The texts are those of the versions in
 * versions.ts.
 */
export const platformEvents = [
  { event: "crash", begins: ["panic: ", "fatal error: "] },
  { event: "crash", has: ["OutOfMemoryError", "fatal exception while booting", "uncaught exception"] },
  {
    event: "scrape-failure",
    has: [
      ...[
        "Scrape commit failed",
        "Scrape failed",
        "Append failed",
        "Appending scrape report failed",
        "Failed to scrape",
      ],
      ...["Error on ingesting samples", "Error on ingesting out-of-order"],
    ],
  },
  {
    event: "rule-failure",
    has: [
      ...["Evaluating rule failed", "Rule sample appending failed", "Failed to evaluate rule"],
      ...["Error on ingesting results from rule evaluation", "Failed to build rule evaluator"],
    ],
  },
  {
    event: "notification-failure",
    has: ["Notify for alerts failed", "Notify attempt failed", "Error sending alert", "Failed to send notification"],
  },
  {
    event: "out-of-space",
    has: ["no space left on device", "No space left on device", "disk watermark [", "queue is full"],
  },
  {
    event: "configuration-failure",
    has: [
      ...["Error reloading config", "Error loading config", "Failed to apply config", "Failed to load config"],
      ...["failed to provision", "Failed to provision"],
    ],
  },
  {
    event: "delivery-failure",
    has: [
      ...["Exporting failed", "Failed to publish events", "Failed to connect to backoff", "Failed to perform request"],
      ...["Could not index event to", "could not be indexed and routing to DLQ", "Encountered a retryable error"],
      ...["Attempted to resurrect connection", "Marking url as dead", "bulk_send"],
    ],
  },
  { event: "reconcile-failure", has: ["Reconciler error", "Reconciliation error", "Failed to watch", "sync failed"] },
  {
    event: "failed-login",
    has: ["Invalid username or password", "Authentication of [", "unable to authenticate user"],
  },
] as const satisfies readonly EventRule[];

export type PlatformEvent = (typeof platformEvents)[number]["event"] | "other";
