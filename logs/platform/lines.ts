import type { Filter } from "../filter";
import { is } from "../filter";
import type { PlatformEvent } from "./events";
import { platformEvent } from "./fields";

const about = (event: PlatformEvent): Filter => is(platformEvent, event);

/** Filters of which lines of the monitoring itself tell of what: for panels, searches and alerts alike. */
export const platformLines = {
  /** A rule was not evaluated: an alert that may not fire. */
  ruleFailures: about("rule-failure"),
  scrapeFailures: about("scrape-failure"),
  /** Notifications that failed: somebody was not told. */
  notificationFailures: about("notification-failure"),
  /** Metrics, traces or lines that did not arrive. */
  deliveryFailures: about("delivery-failure"),
  outOfSpace: about("out-of-space"),
  crashes: about("crash"),
  failedLogins: about("failed-login"),
} as const satisfies Readonly<Record<string, Filter>>;
