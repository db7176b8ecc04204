import type { Environment, PrometheusSize } from "../environments/environment";
import type { LongTermStore } from "../environments/long-term";
import { statelessParts, storePods } from "../environments/long-term";
import type { Size } from "../environments/size";
import { whyAbsent } from "../environments/absence";
import { bytesInIndex } from "../logs/disk";
import type { System } from "../model/system";
import { days } from "../units/quantities";
import { podsAndNodes } from "./cluster-series";
import { sum } from "./series";

/** A part of what AWS asks for a month, in US dollars. */
export interface Cost {
  /** What is paid for: `disks`. */
  readonly of: string;
  readonly dollars: number;
}

/**
 * List prices in eu-central-1 without any discount, of 2025, as on aws.amazon.com/{ec2,ebs,s3}/pricing; whoever makes a
 * budget looks there again. They change seldom, and by less than what this is good for, which is one digit. Left out:
 * what leaves the region, CloudWatch's answers, balancers, the control plane, whoever looks after it all.
 */
const prices = {
  /** An m6i.xlarge on demand, an hour; 4 processors and 16 GiB. */
  node: { dollars: 0.23, cores: 4, bytes: 16 * 2 ** 30 },
  /** A GB (10⁹ bytes) for a month; what is no cold disk is reckoned as gp3. */
  disk: { st1: 0.054, gp3: 0.0952 },
  bucket: 0.0245,
  hoursInMonth: 730,
} as const;

/** The kubelet, the system and what does not fit keep so much of each node. */
const usable = 0.85;

/** What a month costs of the pods and disks that the environment asks for. Where there is no AWS there is no bill. */
export function costsOf(
  system: System,
  environment: Environment,
  { times, loggedPerDay }: { readonly times: number; readonly loggedPerDay: number },
): Cost[] {
  if (environment.aws === undefined) return [];
  const resources = system.resources.filter((resource) => whyAbsent(resource, environment) === undefined);
  const exporters = Math.ceil(times * (system.services.length * environment.exporter.replicas + resources.length)) + 3;
  const pods = podsOf(environment, { exporters, nodes: podsAndNodes(system, times).nodes });
  const cores = sum(pods.map(({ replicas, cpu }) => replicas * cpu.cores)) / (usable * prices.node.cores);
  const memory = sum(pods.map(({ replicas, memory: { bytes } }) => replicas * bytes)) / (usable * prices.node.bytes);
  const machines = Math.ceil(Math.max(cores, memory));
  const { snapshots } = environment.elk;
  return [
    {
      of: `nodes, as many as ${machines} of 4 processors and 16 GiB`,
      dollars: machines * prices.node.dollars * prices.hoursInMonth,
    },
    { of: "disks", dollars: sum(disksOf(environment)) },
    ...(snapshots
      ? [
          {
            of: "snapshots of logs, in S3",
            dollars:
              (loggedPerDay * bytesInIndex * snapshots.keepFor.milliseconds * prices.bucket) /
              days(1).milliseconds /
              1e9,
          },
        ]
      : []),
  ];
}

const shardsOf = (prometheus: PrometheusSize): PrometheusSize => ({
  ...prometheus,
  replicas: prometheus.replicas * (prometheus.longTerm?.shards ?? 1),
});

const nodesOf = (store: LongTermStore | undefined) =>
  store
    ? [
        { ...store.ingester, replicas: storePods.ingester },
        { ...store.gateway, replicas: storePods.gateway },
        { ...store.compactor, replicas: storePods.compactor },
      ]
    : [];

const mimirPods = (store: LongTermStore): Size[] => [
  ...nodesOf(store),
  { ...store.stateless, replicas: statelessParts.length * storePods.stateless },
];

function podsOf(
  { prometheus, grafana, exporter, elk }: Environment,
  there: { readonly exporters: number; readonly nodes: number },
): Size[] {
  const { hot, warm, masters } = elk.elasticsearch;
  return [
    ...[shardsOf(prometheus), grafana, hot, elk.kibana, elk.logstash],
    ...[warm, masters].flatMap((tier) => tier ?? []),
    { ...exporter, replicas: there.exporters },
    { ...elk.filebeat, replicas: there.nodes },
    ...(prometheus.longTerm ? mimirPods(prometheus.longTerm) : []),
  ];
}

function disksOf({ prometheus, elk }: Environment): number[] {
  const { hot, warm, masters } = elk.elasticsearch;
  const others = [...[warm, masters].flatMap((tier) => tier ?? []), ...nodesOf(prometheus.longTerm)];
  return [shardsOf(prometheus), hot, elk.logstash, ...others].map((one) => {
    const isCold = "storageClass" in one && one.storageClass === "st1";
    return (one.replicas * one.storage.bytes * (isCold ? prices.disk.st1 : prices.disk.gp3)) / 1e9;
  });
}

/** Dollars as an order of magnitude, one digit and a power of ten: 2,000. */
export const orderOf = (dollars: number): number => Number(dollars.toPrecision(1));
