import { scrapeInterval } from "../../environments/scrape";
import { gauge } from "../../promql/metric";
import { charts } from "../../versions";
import type { MetricContract } from "./contract";
import { asIn } from "./contract";
import { podLabels } from "./target";

/** What the JSON exporter makes of RabbitMQ's bindings, with the module of `exporters/bindings.ts`. */
export const bindingInfo = gauge(
  "rabbitmq_binding_info",
  [...podLabels, "vhost", "exchange", "queue", "routing_key", "properties_key"],
  "1 for every binding of a queue",
);

export const rabbitmqBindings: MetricContract = {
  exporter: "JSON exporter",
  version: asIn(charts.jsonExporter),
  scrapedEvery: scrapeInterval,
  metrics: [bindingInfo],
};
