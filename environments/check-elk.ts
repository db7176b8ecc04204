import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error, errorUnless, within } from "../findings/finding";
import type { Duration } from "../units/quantities";
import { bytesText, durationText } from "../units/text";
import { checkElkMemory } from "./check-elk-memory";
import { checkElasticsearchIngress, checkIngress } from "./check-ingress";
import { checkShare, checkSize, checkStorage } from "./check-size";
import { checkSnapshotSettings } from "./check-snapshots";
import type { ElasticsearchSettings, LogRetention, LogstashSettings, NodeTier } from "./elk";
import type { Environment } from "./environment";

/** All that is wrong with the settings of the cluster that keeps the logs, as far as they alone can tell. */
export const checkElk = (environment: Environment): Finding[] => {
  const { elasticsearch, kibana, logstash, filebeat, retention } = environment.elk;
  return [
    ...within("elasticsearch", [
      ...checkUrl(elasticsearch.url, "elasticsearch"),
      ...(elasticsearch.ingress ? checkElasticsearchIngress(elasticsearch.ingress) : []),
      ...checkNodes(elasticsearch),
    ]),
    ...within("kibana", [
      ...checkUrl(kibana.url, "kibana"),
      ...(kibana.ingress ? checkIngress(kibana.ingress) : []),
      ...checkSize(kibana),
    ]),
    ...within("logstash", [...checkSize(logstash), ...checkQueues(logstash)]),
    ...within("filebeat", checkShare(filebeat)),
    ...checkElkMemory(environment.elk),
    ...within("retention", checkRetention(retention, elasticsearch)),
    ...within("snapshots", checkSnapshotSettings(environment)),
  ];
};

/** Both serve TLS themselves, wherever they run: the operator makes the certificates. */
const checkUrl = (url: string, host: string): Finding[] =>
  errorUnless(/^https:\/\/[^/\s?#@]+$/.test(url) && URL.canParse(url), {
    id: "elk-url-malformed",
    where: "url",
    what: `"${clip(url)}" is not https and a host.`,
    why: "links and Terraform put their paths behind it, passwords cross the network to it, and an ingress serves its host.",
    fix: `url: "https://${host}.example.com"`,
  });

function checkNodes({ masters, hot, warm, copies }: ElasticsearchSettings): Finding[] {
  const tier = (name: "hot" | "warm", nodes: NodeTier) =>
    within(name, [
      ...checkSize(nodes),
      ...checkStorage(nodes.storage, "storage: gibibytes(10)"),
      ...errorUnless(nodes.replicas > copies, {
        id: "copies-without-nodes",
        where: "replicas",
        what: `${nodes.replicas} ${nodes.replicas === 1 ? "node has" : "nodes have"} no room for ${copies + 1} of each shard.`,
        why: "no node is given the same shard twice: the cluster would stay yellow, and a copy short.",
        fix: `replicas: ${copies + 1}, or copies: ${nodes.replicas - 1}`,
      }),
    ]);
  return [
    ...(masters
      ? within("masters", [
          ...checkSize(masters),
          ...checkStorage(masters.storage, "storage: gibibytes(10)"),
          ...checkQuorum(masters),
        ])
      : hot.replicas === 2
        ? [twoMasters]
        : []),
    ...tier("hot", hot),
    ...(warm ? tier("warm", warm) : []),
  ];
}

/** Elastic's "Resilience in larger clusters": three, or another odd number. */
const checkQuorum = ({ replicas }: { readonly replicas: number }): Finding[] =>
  errorUnless(replicas >= 3 && replicas % 2 === 1, {
    id: "masters-without-majority",
    where: "replicas",
    what: `${replicas} masters are not three, nor another odd number above.`,
    why: "most of them must be there for the cluster to do anything: one or two can spare none, and of an even number the last is of no use.",
    fix: "replicas: 3",
  });

const twoMasters = error({
  id: "masters-without-majority",
  where: "hot.replicas",
  what: "two nodes keep the cluster together.",
  why: "most of them must be there for the cluster to do anything, and most of two are two: with either gone it stops.",
  fix: "replicas: 3, or masters of their own.",
});

/** Of a file system its own records take some, and ext4 keeps 5 % for root. */
const usable = 0.9;

const checkQueues = ({ queue, deadLetters, storage }: LogstashSettings): Finding[] => [
  ...checkStorage(queue, "queue: gibibytes(1)"),
  ...checkStorage(deadLetters, "deadLetters: mebibytes(256)"),
  ...errorUnless(queue.bytes + deadLetters.bytes <= usable * storage.bytes, {
    id: "logstash-queues-fill-disk",
    where: "storage",
    what: `both queues may grow to ${bytesText({ bytes: queue.bytes + deadLetters.bytes })}, more than 90 % of the volume of ${bytesText(storage)}.`,
    why: "Logstash does not start where its queue has no room, and stops where there is none left.",
    fix: `storage: gibibytes(${Math.ceil((queue.bytes + deadLetters.bytes) / usable / 2 ** 30)})`,
  }),
];

function checkRetention(retention: LogRetention, { warm }: ElasticsearchSettings): Finding[] {
  const { rolloverAfter, hotFor, deleteAfter } = retention;
  return [
    ...Object.entries(retention).flatMap(([name, age]: [string, Duration]) =>
      errorUnless(Number.isInteger(age.milliseconds) && age.milliseconds > 0, {
        id: "log-retention-out-of-range",
        where: name,
        what: `${age.milliseconds} ms are no age of an index.`,
        why: "Elasticsearch would refuse the policy, and indices that name it are never deleted.",
        fix: `${name}: days(7)`,
      }),
    ),
    ...errorUnless(!(rolloverAfter.milliseconds > deleteAfter.milliseconds), {
      id: "retention-before-rollover",
      where: "deleteAfter",
      what: `an index is written for ${durationText(rolloverAfter)} and kept for ${durationText(deleteAfter)}.`,
      why: "ages count from the rollover on: lines would stay for twice as long and more than the days that are stated.",
      fix: "rolloverAfter: days(1)",
    }),
    ...errorUnless(!warm || !(hotFor.milliseconds >= deleteAfter.milliseconds), {
      id: "hot-longer-than-kept",
      where: "hotFor",
      what: `an index stays on the hot nodes for ${durationText(hotFor)}, and is deleted after ${durationText(deleteAfter)}.`,
      why: "Elasticsearch takes phases in their order: it would move and merge the index, and delete it the moment that is done.",
      fix: "hotFor is shorter than deleteAfter; without warm nodes an index stays where it is.",
    }),
  ];
}
