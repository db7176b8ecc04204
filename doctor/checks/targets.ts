import { said } from "../said";
import { namespace } from "../../environments/names";
import type { Scrape } from "../expected/scrapes";
import type { Job } from "../job";
import type { Found } from "../line";
import { bad, good, warned } from "../line";
import { fields, list, text, textOr } from "../reading";

/** A target of Prometheus. */
export interface Target {
  readonly pool: string;
  readonly instance: string;
  readonly health: string;
  readonly error: string;
}

/**
 * Reads the targets of Prometheus, `activeTargets` of
 * https://prometheus.io/docs/prometheus/latest/querying/api/#targets
 */
export const readTargets = (body: unknown): Target[] =>
  list(fields(fields(body).data).activeTargets).map((target) => {
    const { scrapePool, health, lastError, labels } = fields(target);
    return {
      pool: text(scrapePool),
      instance: textOr("", fields(labels).instance),
      health: text(health),
      error: textOr("", lastError),
    };
  });

export const targetsJob = (scrapes: readonly Scrape[]): Job => ({
  part: "Prometheus",
  check: "targets",
  subjects: scrapes.map(({ name }) => name),
  run: async (ask) => {
    const found = await ask({ api: "Prometheus", path: "/api/v1/targets?state=active", read: readTargets });
    return judgeTargets(scrapes, found);
  },
});

/**
 * Says that targets of shards are not looked at: Mimir, whom Grafana asks in Prometheus' place, has no targets; and
 * each shard knows only its own.
 */
export const targetsOfShards: Job = {
  part: "Prometheus",
  check: "targets",
  subjects: ["shards"],
  run: () =>
    Promise.resolve([
      warned(
        "shards",
        "which targets each of them has is not looked at.",
        "the dashboard Platform shows the share that answers, by job; docs/runbooks/platform-targets-down.md",
      ),
    ]),
};

/** Judges whether all that should be scraped is: what is promised and not there at all has no `up` that could be 0. */
export const judgeTargets = (scrapes: readonly Scrape[], found: readonly Target[]): Found[] =>
  scrapes.map((scrape) => {
    const own = found.filter(({ pool }) => pool === scrape.pool || pool.startsWith(`${scrape.pool}/`));
    const pools = new Set(own.map(({ pool }) => pool)).size;
    const down = own.filter(({ health }) => health === "down");
    const [first] = down;
    if (own.length === 0) return bad(scrape.name, "Prometheus scrapes nothing of it.", look(scrape));
    if (first)
      return bad(
        scrape.name,
        `${down.length} of ${own.length} do not answer: ${first.instance}: ${said(first.error)}`,
        `kubectl -n ${namespace} get pods | grep ${scrape.release}, and the logs of what is not ready; docs/runbooks/platform-targets-down.md`,
      );
    if (pools < scrape.pools)
      return bad(scrape.name, `of its ${scrape.pools} endpoints ${scrape.pools - pools} have no target.`, look(scrape));
    if (own.some(({ health }) => health !== "up"))
      return warned(scrape.name, "some of it has not been scraped yet.", "ask again in a minute");
    return good(scrape.name, `${own.length} answer.`);
  });

/** A monitor that matches nothing, and one that is not there, look alike from here. */
const look = ({ pool, name, release }: Scrape): string =>
  `kubectl -n ${namespace} get ${pool.startsWith("probe/") ? "probe" : "servicemonitor"} ${name}, and the pods behind it; helm -n ${namespace} status ${release}`;
