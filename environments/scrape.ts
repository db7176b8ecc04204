import { seconds } from "../units/quantities";

/**
 * How often Prometheus scrapes its targets and evaluates its rules, everywhere: Grafana derives `$__rate_interval` from
 * it, and every window of a rule must span at least four of them.
 */
export const scrapeInterval = seconds(30);

/** How long a scrape may take. Prometheus' own default, said aloud: whoever takes longer is as good as gone. */
export const scrapeTimeout = seconds(10);
