import { namespace, releases } from "../../environments/names";
import { select, where } from "../../promql/build";
import { elasticsearch } from "../../signals/contracts/elasticsearch";
import { logstash } from "../../signals/contracts/logstash";
import { elk } from "../../signals/elk";
import { exporterUp } from "../../signals/exporter";
import { minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import { measuringOf } from "../use/exporter";
import type { ElkAlertFacts } from "./common";
import { common, toldByExporters } from "./common";

export const stopped = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "stopped"),
  title: "No line reaches Logstash",
  watches: elk.flow,
  value: select(elk.flow.received).expr,
  // Elasticsearch, Grafana and Prometheus alone write more.
  fires: { below: 0.01 },
  clears: 0.01,
  pendingFor: minutes(10),
  absent: toldByExporters,
  summary: (value, below) =>
    `Logstash receives ${value} lines; the alert stands at ${below}. Nothing that is written reaches Elasticsearch, and nodes throw away what is old.`,
  firstSteps: [
    "Does Filebeat run on every node? kubectl -n monitoring get pods -l beat.k8s.elastic.co/name=logs -o wide",
    "What does it log? Connection refused, or a certificate that it does not trust?",
    'Is the queue of Logstash full? Panel "Queue of Logstash".',
  ],
});

export const queueFull = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "queue"),
  title: "Lines wait in Logstash",
  watches: elk.queue,
  value: select(elk.queue.used).expr,
  fires: { above: 0.5 },
  clears: 0.25,
  pendingFor: minutes(15),
  absent: toldByExporters,
  summary: (value, above) =>
    `The queue of {{ $labels.node }} is ${value} full; the alert stands at ${above}. When it is full Filebeat waits, and what a node throws away meanwhile is lost.`,
  firstSteps: [
    "Does Elasticsearch take no lines? Its alerts, and panel Writes turned away.",
    'More lines than ever? Panel "Size by component" says whose.',
    "Slow pipelines? GET _nodes/stats/ingest, in Kibana's console.",
  ],
});

/** A file that holds no letter has a few bytes. */
const oneLetter = 1024;

export const deadLetters = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "dead-letters"),
  title: "Elasticsearch refuses lines for good",
  watches: elk.deadLetters,
  value: select(elk.deadLetters.growth).expr,
  fires: { above: oneLetter },
  clears: oneLetter / 2,
  pendingFor: minutes(5),
  absent: toldByExporters,
  summary: (value, above) =>
    `{{ $labels.node }} put ${value} of lines aside within an hour, for Elasticsearch refuses them; the alert stands at ${above}. They can be found nowhere else.`,
  firstSteps: [
    "Why? kubectl -n monitoring logs logs-ls-0 -c logstash | grep -i 'could not index event'",
    "A field that is an object in one line and a text in another? The mapping of its component says which: logs/.",
    "Send them again once the cause is gone: docs/logging.md.",
  ],
});

export const absent = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "exporter"),
  kind: "elk-exporter-absent",
  title: "Nobody measures Elasticsearch or Logstash",
  watches: exporterUp,
  value: measuringOf([
    {
      exporter: releases.elasticsearchExporter,
      target: { job: releases.elasticsearchExporter, port: "http" },
      // It answers also where Elasticsearch does not.
      measures: where(select(elasticsearch.answers, { collector: "cluster-info" }), ">", 0),
    },
    {
      exporter: releases.logstashExporter,
      target: { job: releases.logstashExporter, port: "http" },
      measures: select(logstash.received),
    },
  ]).expr,
  fires: { below: 0.5 },
  clears: 0.5,
  pendingFor: minutes(5),
  summary: () =>
    `{{ $labels.exporter }} has not been able to measure for ${durationText(minutes(5))}: Elasticsearch or Logstash does not answer, or the exporter does not.`,
  firstSteps: [
    `Do they run? kubectl -n ${namespace} get elasticsearch,logstash,pods`,
    `What does the exporter log? kubectl -n ${namespace} logs deploy/<exporter>: a wrong password, an unknown certificate?`,
    "Are all alerts on logs silent as well? Then it is Elasticsearch.",
  ],
});
