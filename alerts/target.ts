/** Where Prometheus scrapes what an exporter counts, as `up` names it. */
export interface ScrapeTarget {
  readonly job: string;
  readonly port: string;
}
