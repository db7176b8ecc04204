import { join } from "node:path";
import { secretFolder } from "../../../constructs/chart-values/prometheus-json-exporter";
import type { JsonExporterValues } from "../../../constructs/chart-values/prometheus-json-exporter";
import { bindingsUrl } from "../../../exporters/bindings";
import type { Broker } from "../../../model/broker";
import { node } from "../../../signals/use/broker";
import { filling } from "../../../signals/use/broker-nodes";
import { brokerJobs } from "../../../signals/use/broker-jobs";
import type { Duration } from "../../../units/quantities";
import { milliseconds, minutes } from "../../../units/quantities";
import { promDuration } from "../../../units/text";
import { resourceIn } from "../use-slices";
import type { SynthesizedStack } from "../synthesized";
import { valuesOf } from "../synthesized";
import type { Exporter } from "./exporter";
import { fasterRules } from "./faster";
import type { KubernetesObject } from "./helm";
import { helmTemplate } from "./helm";
import { startJsonExporter } from "./json-exporter";
import type { MoodyProxy } from "./moody-proxy";
import { startMoodyProxy } from "./moody-proxy";
import type { Prometheus, ScrapeConfig } from "./prometheus";
import { startPrometheus } from "./prometheus";
import type { RabbitMq } from "./rabbitmq";
import { startRabbitMq } from "./rabbitmq";
import type { ServiceMonitor } from "./service-monitor";
import { scrapeConfigs } from "./service-monitor";
import { stopAll } from "./stop-all";
import type { Branch } from "./tree";
import { selector } from "../../../promql/labels";

/** Of the user that asks for bindings. */
export const monitoringPassword = "of-monitoring";

export interface MonitoredBrokerProps {
  readonly broker: Broker;
  /** In which the slice of the broker was synthesized. */
  readonly stack: SynthesizedStack;
  readonly timesAsFast: number;
  readonly interval: Duration;
  /** Of each scrape. */
  readonly timeout: Duration;
  /** Of whoever is slow. */
  readonly late: Duration;
}

/** RabbitMQ, the JSON exporter and Prometheus, as they were synthesized; whoever is asked for anything can be moody. */
export interface MonitoredBroker {
  readonly rabbitmq: RabbitMq;
  readonly exporter: Exporter;
  readonly prometheus: Prometheus;
  readonly moods: Readonly<Record<"plugin" | "management" | "exporter", MoodyProxy>>;
  readonly rules: readonly KubernetesObject[];
  readonly monitors: readonly KubernetesObject[];
  stop(): Promise<void>;
}

const charts = join(__dirname, "..", "..", "..", "constructs", "charts");

/** @throws if one of them does not start, after the end of the others */
export async function startMonitoredBroker(props: MonitoredBrokerProps): Promise<MonitoredBroker> {
  const { broker, stack, timesAsFast, interval, late } = props;
  const started: { stop(): Promise<unknown> }[] = [];
  const begin = async <S extends { stop(): Promise<unknown> }>(starting: Promise<S>): Promise<S> => {
    const one = await starting;
    started.unshift(one);
    return one;
  };
  const values = (name: string) => valuesOf(resourceIn(stack, "helm_release", name));
  const objects = (chart: string, name: string) => helmTemplate(join(charts, chart), name, values(name));
  const { bindings } = brokerJobs(broker);
  try {
    const rules = await objects("prometheus-rules", `use-${broker.name}-rules`);
    const monitors = [
      ...(await objects("objects", `use-${broker.name}-metrics`)),
      ...(await objects("objects", `${bindings}-scrape`)),
    ];
    // Between two scrapes every queue says at least once how deep it is, as it does where both take their time.
    const rabbitmq = await begin(startRabbitMq({ statisticsInterval: milliseconds(interval.milliseconds / 2) }));
    const stands = (url: string) => begin(startMoodyProxy(url, undefined, late));
    const { configuration } = values(bindings) as JsonExporterValues;
    const config = configuration.structuredConfig as Branch;
    const exporter = await begin(startJsonExporter(config, { [`${secretFolder}/password`]: monitoringPassword }));
    const moods = {
      plugin: await stands(rabbitmq.prometheusUrl),
      management: await stands(rabbitmq.managementUrl),
      exporter: await stands(exporter.url),
    };
    const prometheus = await begin(
      startPrometheus({
        ruleFiles: Object.fromEntries(
          rules.map(({ metadata, spec }) => [metadata.name, fasterRules(spec, timesAsFast, promDuration(interval))]),
        ),
        scrapeConfigs: scrapes(props, monitors, moods),
        history: history(props),
      }),
    );
    return { rabbitmq, exporter, prometheus, moods, rules, monitors, stop: () => stopAll(...started) };
  } catch (failure) {
    await stopAll(...started);
    throw failure;
  }
}

const pod = "rabbitmq-0";

/** As the operator would make them of the ServiceMonitors, and of the pods that they find. */
function scrapes(
  { broker, interval, timeout }: MonitoredBrokerProps,
  monitors: readonly unknown[],
  { plugin, management, exporter }: MonitoredBroker["moods"],
): ScrapeConfig[] {
  const { bindings } = brokerJobs(broker);
  const address = ({ url }: MoodyProxy) => url.replace("http://", "");
  const pods = [
    {
      namespace: broker.namespace,
      service: broker.service,
      pod,
      container: "rabbitmq",
      addresses: { prometheus: address(plugin) },
    },
    {
      namespace: "monitoring",
      service: bindings,
      pod: `${bindings}-6d4cf56db6-x7x2p`,
      container: "prometheus-json-exporter",
      addresses: { http: address(exporter) },
    },
  ];
  const here = (text: string) => text.replace(new URL(bindingsUrl(broker, false)).origin, management.url);
  return (monitors as readonly ServiceMonitor[]).flatMap((monitor) =>
    scrapeConfigs(monitor, pods).map((config) => ({
      ...(JSON.parse(here(JSON.stringify(config))) as ScrapeConfig),
      scrape_interval: promDuration(interval),
      scrape_timeout: promDuration(timeout),
    })),
  );
}

/** Of a disk on which nothing happened: without it hours would have to pass before anything is foretold. */
function history({ broker, timesAsFast }: MonitoredBrokerProps): string {
  const series = `${node.disk.free.name}${selector({ resource: broker.name, instance: pod })}`;
  const step = 10;
  const spanned = milliseconds(filling.ticket.since.milliseconds / timesAsFast + minutes(10).milliseconds);
  const now = Math.floor(Date.now() / 1000);
  const samples = Math.ceil(spanned.milliseconds / 1000 / step);
  const past = Array.from({ length: samples }, (_, n) => `${series} 70000000000 ${now - step * (samples - n)}`);
  return [`# TYPE ${node.disk.free.name} gauge`, ...past, "# EOF", ""].join("\n");
}
