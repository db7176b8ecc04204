import { logstashPod, namespace, releases } from "../../environments/names";
import { complement, divide, or, scale, select, where } from "../../promql/build";
import { elasticsearch } from "../../signals/contracts/elasticsearch";
import { logstash } from "../../signals/contracts/logstash";
import { elk } from "../../signals/elk";
import { deadLetterWindow } from "../../signals/elk-series";
import { exporterUp } from "../../signals/exporter";
import { minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import { measuringOf } from "../use/exporter";
import type { ElkAlertFacts } from "./common";
import { common, podsOf, toldByExporters } from "./common";
import { notLeavingStories, stoppedStories, unmeasuredStories } from "./stories/flow";
import { deadLetterStories, queueStories } from "./stories/levels";

/** Lines a second; Elasticsearch, Grafana and Prometheus alone write more. */
const hardlyAny = 0.01;
const stoppedFor = minutes(10);

export const stopped = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "stopped"),
  title: "No line reaches Logstash",
  watches: elk.flow,
  value: select(elk.flow.received).expr,
  fires: { below: hardlyAny },
  clears: hardlyAny,
  pendingFor: stoppedFor,
  absent: toldByExporters,
  summary: (value, below) =>
    `Logstash receives ${value} lines; the alert stands at ${below}. Nothing that is written reaches Elasticsearch, and nodes throw away what is old.`,
  firstSteps: [
    `Does Filebeat run on every node? ${podsOf("filebeat")} -o wide`,
    "What does it log? Connection refused, or a certificate that it does not trust?",
    'Is the queue of Logstash full? Panel "Queue of Logstash".',
  ],
  stories: () => stoppedStories(hardlyAny, stoppedFor),
});

/** Of the lines that come in, those that do not leave; where hardly any come, none. */
const kept = or(
  complement(divide(select(elk.flow.sent), where(select(elk.flow.received), ">", 0.1))),
  scale(select(elk.flow.received), 0),
);

const nearlyAll = 0.95;
const nearlyAllFor = minutes(10);

export const notLeaving = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "not-leaving"),
  title: "Logstash gets rid of no line",
  watches: elk.flow,
  unit: "ratio",
  value: kept.expr,
  fires: { above: nearlyAll },
  clears: 0.5,
  pendingFor: nearlyAllFor,
  absent: toldByExporters,
  summary: (value, above) =>
    `${value} of the lines that reach Logstash stay there; the alert stands at ${above}. They wait in its queue, and the alerts on silence follow from it.`,
  firstSteps: [
    `What does it say? kubectl -n ${namespace} logs ${logstashPod(0)} -c logstash: 401 or 403 is its user, a closed index a full disk, x509 a certificate.`,
    "Does Elasticsearch answer at all? Its alerts, and Grafana's Data sources, Elasticsearch, Test.",
    'How long does the queue last? Panel "Queue of Logstash".',
  ],
  stories: () => notLeavingStories(nearlyAll, nearlyAllFor),
});

const halfFull = 0.5;
const halfFullFor = minutes(15);

export const queueFull = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "queue"),
  title: "Lines wait in Logstash",
  watches: elk.queue,
  value: select(elk.queue.used).expr,
  fires: { above: halfFull },
  clears: halfFull / 2,
  pendingFor: halfFullFor,
  absent: toldByExporters,
  summary: (value, above) =>
    `The queue of {{ $labels.node }} is ${value} full; the alert stands at ${above}. When it is full Filebeat waits, and what a node throws away meanwhile is lost.`,
  firstSteps: [
    "Does Elasticsearch take no lines? Its alerts, and panel Writes turned away.",
    'More lines than ever? Panel "Size by component" says whose.',
    "Slow pipelines? GET _nodes/stats/ingest, in Kibana's console.",
  ],
  stories: () => queueStories(halfFull, halfFullFor),
});

/** A file that holds no letter has a few bytes. */
const oneLetter = 1024;
const lettersFor = minutes(5);

export const deadLetters = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "dead-letters"),
  title: "Elasticsearch refuses lines for good",
  watches: elk.deadLetters,
  value: select(elk.deadLetters.growth).expr,
  fires: { above: oneLetter },
  clears: oneLetter / 2,
  pendingFor: lettersFor,
  absent: toldByExporters,
  summary: (value, above) =>
    `{{ $labels.node }} put ${value} of lines aside within an hour, for Elasticsearch refuses them; the alert stands at ${above}. They can be found nowhere else.`,
  firstSteps: [
    `Why? kubectl -n ${namespace} logs ${logstashPod(0)} -c logstash | grep 'routing to DLQ'`,
    "A field that is an object in one line and a text in another? The mapping of its component says which: logs/.",
    "Send them again once the cause is gone: docs/logging.md.",
  ],
  stories: () => deadLetterStories(oneLetter, deadLetterWindow, lettersFor),
});

const unmeasured = minutes(10);

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
  // The pods of Logstash restart one after the other.
  pendingFor: unmeasured,
  summary: () =>
    `{{ $labels.exporter }} has not been able to measure for ${durationText(unmeasured)}: Elasticsearch or Logstash does not answer, or the exporter does not.`,
  firstSteps: [
    `Do they run? kubectl -n ${namespace} get elasticsearch,logstash,pods`,
    `What does the exporter log? kubectl -n ${namespace} logs deploy/<exporter>: a wrong password, an unknown certificate?`,
    "Are all alerts on logs silent as well? Then it is Elasticsearch.",
  ],
  stories: () => unmeasuredStories(unmeasured),
});
