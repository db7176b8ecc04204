import type { Broker } from "../../../model/broker";
import { rabbitmqNode } from "../../../signals/contracts/rabbitmq";
import { brokerJobs } from "../../../signals/use/broker-jobs";
import type { Duration } from "../../../units/quantities";
import { gibibytes, less } from "../../../units/quantities";
import { scrapeInterval } from "../../../environments/scrape";
import type { Stretch } from "../../stories/course";
import { gauge, mapped } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";

type Gauge = "memory" | "memoryLimit" | "diskFree" | "diskLimit" | "memoryAlarm" | "diskAlarm";

/** A node with room for everything: its memory in multiples of a GiB, as its disk. */
const healthy: Readonly<Record<Gauge, number>> = {
  memory: 1,
  memoryLimit: 4,
  diskFree: 100,
  diskLimit: 4,
  memoryAlarm: 0,
  diskAlarm: 0,
};

const inBytes = (of: Gauge) => (of.endsWith("Alarm") ? 1 : gibibytes(1).bytes);

export const podOf = ({ statefulSet }: Broker, at: number): string => `${statefulSet}-${at}`;

export interface NodeStory {
  readonly lasts: Duration;
  /** How long after the first sample the node is gone. @default it stays */
  readonly until?: Duration;
  /** Number of the node. @default 0 */
  readonly at?: number;
  /** Values in which the node is not as a healthy one: in GiB, but for alarms. */
  readonly differs?: Partial<Record<Gauge, readonly Stretch[]>>;
  readonly every?: Duration;
}

/** Series that a node of a broker says of itself. */
export const nodeStory = (
  broker: Broker,
  { lasts, until = lasts, at = 0, differs = {}, every = scrapeInterval }: NodeStory,
): InputSeries[] => {
  const pod = podOf(broker, at);
  return (Object.keys(healthy) as Gauge[]).map((of) => {
    const stretches = differs[of] ?? [
      { for: until, at: healthy[of] },
      { for: less(lasts, until), is: "ended" as const },
    ];
    return shaped(
      rabbitmqNode[of],
      { job: brokerJobs(broker).nodes, pod, instance: pod },
      gauge(
        mapped(stretches, (value) => value * inBytes(of)),
        every,
      ),
    );
  });
};
