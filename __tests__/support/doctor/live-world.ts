/**
 * A deployed environment, as far as one can be run here: a real Prometheus with the synthesized rules and a target for
 * each that is promised, a real search engine with the synthesized pipelines and a line of each component; doubles of
 * Grafana, Kibana, and what OpenSearch lacks. What exporters would tell is the simulator's quiet working day, at this
 * hour.
 */
import { parse as parseYaml } from "yaml";
import { clientOf } from "../../../doctor/client";
import type { Addresses } from "../../../doctor/connections";
import { connectionsOf } from "../../../doctor/connections";
import type { Examination } from "../../../doctor/examine";
import { examine } from "../../../doctor/examine";
import type { Expected } from "../../../doctor/expected/expected";
import type { Prometheus, ScrapeConfig } from "../live/prometheus";
import { startPrometheus } from "../live/prometheus";
import { pins } from "../../../engines/pins";
import { fromTerraform } from "../../../deployed/from-terraform";
import { production } from "../../../environments/production";
import { scenarios } from "../../../scenarios";
import { push, scraped } from "../../../simulation/push";
import { rawSeries } from "../../../simulation/world/raw-series";
import type { Component } from "../../../model/component";
import { system } from "../../../system";
import { seconds } from "../../../units/quantities";
import { emptyFolder } from "../folder";
import { components } from "../log-stack";
import type { Certificate } from "../live/certificate";
import { certificateFor } from "../live/certificate";
import type { Page } from "../live/http-page";
import { servePage } from "../live/http-page";
import type { LogEngine } from "../live/log-engine";
import { environmentName, eventOf, startLogEngine } from "../live/log-engine";
import { stopAll } from "../live/stop-all";
import type { Double } from "./double";
import { handingOn, startDouble, telling } from "./double";
import { elasticsearchAnswers, kibanaAnswers } from "./elastic";
import { expectationsOf } from "./expectations";
import { grafanaAnswers } from "./grafana";

const environment = { ...production, name: environmentName };

export const passwords = {
  TF_VAR_grafana_auth: "glsa_not_a_real_token",
  TF_VAR_elasticsearch_password: "not-a-real-one",
};

export interface LiveWorld {
  readonly expected: Expected;
  readonly prometheus: Prometheus;
  readonly logs: LogEngine;
  /** Of all but Kibana. */
  readonly double: Double;
  /** Of Kibana, behind a certificate like the operator's that is good for long, and behind one that is not. */
  readonly kibana: Readonly<Record<"certified" | "expiring", Double>>;
  readonly targets: (besides?: Besides) => ScrapeConfig[];
  readonly ruleFiles: Readonly<Record<string, RuleFile>>;
  /** @param besides where something else is asked than usual */
  readonly diagnosis: (besides?: Addresses) => Promise<Examination>;
  /** A line of a component, as it is written now or was written then. */
  readonly write: (component: Component, at: number) => Promise<void>;
  stop(): Promise<void>;
}

/** Pools by their names: gone, or where nobody listens. */
export interface Besides {
  readonly gone?: string;
  readonly down?: string;
}

export interface RuleFile {
  readonly groups: readonly {
    readonly name: string;
    readonly interval: string;
    readonly rules: readonly { readonly record: string; readonly expr: string }[];
  }[];
}

export async function startLiveWorld(): Promise<LiveWorld> {
  const now = Date.now();
  const { documents, expected: deployed } = expectationsOf(environment);
  // A newer one than is deployed, where it makes no difference (engines/pins.ts).
  const versions = { ...deployed.versions, Prometheus: pins.prometheus.version };
  const expected = { ...deployed, versions };
  const folder = emptyFolder("doctor");
  const page = await servePage("up_and_running 1\n");
  const targets = (besides: Besides = {}) => scrapesOf(expected, page, besides);
  const ruleFiles = ruleFilesIn(documents);
  const [prometheus, logs] = await Promise.all([
    startPrometheus({ receives: true, ruleFiles, scrapeConfigs: targets() }),
    startLogEngine(components),
  ]);
  const at = { now, streams: expected.logs.allStreams };
  const kibana = kibanaAnswers(documents, versions.Kibana);
  const certified = await certificateFor(folder, "logs-kb-http.monitoring.svc", seconds(90 * 86_400));
  const expiring = await certificateFor(folder, "logs-kb-http.monitoring.svc", seconds(5 * 86_400));
  const doubles = await Promise.all([
    startDouble([
      telling(grafanaAnswers(documents, { now, version: versions.Grafana })),
      telling(elasticsearchAnswers(documents, { ...at, version: versions.Elasticsearch })),
      handingOn("/grafana/api/datasources/proxy/uid/prometheus", prometheus.url),
      handingOn("/elasticsearch", logs.url),
    ]),
    startDouble([telling(kibana)], certified),
    startDouble([telling(kibana)], expiring),
  ]);
  const [double, good, bad] = doubles;
  await push(prometheus.url, scraped(told(now)));
  const write = async (component: Component, at: number) => {
    const line = eventOf(component, "still here", { "@timestamp": new Date(at).toISOString() });
    await logs.store(component, [line]);
    // There is no other node that could hold a copy.
    await logs.request("PUT", `/${expected.logs.allStreams}/_settings`, { index: { number_of_replicas: 0 } });
    await logs.refresh();
  };
  for (const component of components) await write(component, now);
  const addresses = {
    Grafana: `${double.url}/grafana`,
    Elasticsearch: `${double.url}/elasticsearch`,
    Kibana: `${good.url}/kibana`,
  };
  const authorities = [certified, expiring].map(({ cert }: Certificate) => cert);
  await healthy(prometheus);
  return {
    ...{ expected, prometheus, logs, double, targets, ruleFiles, write },
    kibana: { certified: good, expiring: bad },
    diagnosis: (besides: Addresses = {}) => {
      const own = connectionsOf(environment, { ...addresses, ...besides }, passwords);
      const signal = AbortSignal.timeout(120_000);
      const client = clientOf({ connections: own, timeout: seconds(20), signal, authorities });
      return examine({ expected, client, connections: own, now: Date.now() });
    },
    stop: () => stopAll(prometheus, logs, page, ...doubles),
  };
}

/** From twenty minutes ago on, and for longer than the tests take. */
function told(now: number) {
  const step = 30_000;
  const first = Math.ceil((now - 20 * 60_000) / step) * step;
  const at = Float64Array.from({ length: 58 }, (_, index) => first + index * step);
  const clock = { begins: first, ends: at.at(-1) ?? first, at };
  const scenario = scenarios.find(({ name }) => name === "working-day");
  if (!scenario) throw new Error("there is no working day");
  return rawSeries(scenario, { system, environment, seed: 1, clock });
}

/** As the operator names what it makes of the objects. */
const scrapesOf = ({ scrapes }: Expected, { address }: Page, { gone, down }: Besides): ScrapeConfig[] =>
  scrapes
    .filter(({ name }) => name !== gone)
    .flatMap(({ pool, name, pools }) =>
      Array.from({ length: pools }, (_, at) => ({
        job_name: pool.startsWith("probe/") ? pool : `${pool}/${at}`,
        static_configs: [{ targets: [name === down ? "127.0.0.1:1" : address] }],
      })),
    );

/** Evaluated every second: nobody wants to wait for what is recorded every two minutes. */
function ruleFilesIn(documents: readonly unknown[]): Record<string, RuleFile> {
  const releases = documents.flatMap((document) =>
    Object.entries(
      (document as { resource?: { helm_release?: Record<string, { values?: string[] }> } }).resource?.helm_release ??
        {},
    ),
  );
  return Object.fromEntries(
    releases
      .filter(([, { values = [] }]) => values[0]?.includes("record:"))
      .map(([name, { values = [] }]) => {
        const { groups } = parseYaml(fromTerraform(values[0] ?? "")) as RuleFile;
        return [name, { groups: groups.map((group) => ({ ...group, interval: "1s" })) }];
      }),
  );
}

async function healthy(prometheus: Prometheus): Promise<void> {
  await prometheus.waitFor('count(monitoring:http_requests:rate5m{service="mes-api"})', (found) => found.length > 0);
  await prometheus.waitFor("min(up)", ([lowest]) => lowest?.value === 1);
}
