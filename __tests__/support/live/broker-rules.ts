/** The rules and alerts of the described broker, and what is expected of them, for the real promtool. */
import type { AlertRule } from "../../../alerts/alert";
import { print } from "../../../promql/print";
import { recordingGroups } from "../../../signals/recording";
import { brokerJobs } from "../../../signals/use/broker-jobs";
import { brokerSlice } from "../../../slices/use/broker";
import { rabbitmq } from "../../../system/messaging";
import { shopApi } from "../../../system/shop";
import type { Expectation } from "./expectations";
import { complaintOf, firing } from "./expectations";
import type { HalfMinute } from "../../../alerts/use/stories/queues";
import { queueStory } from "../../../alerts/use/stories/queues";

export const jobs = brokerJobs(rabbitmq);
export const targets = {
  nodes: { job: jobs.nodes, port: "prometheus" },
  queues: { job: jobs.queues, port: "prometheus" },
  channels: { job: jobs.channels, port: "prometheus" },
  bindings: { job: jobs.bindings, port: "http" },
};
export const slice = brokerSlice({ broker: rabbitmq, targets, dependents: [shopApi] });
export const complaint = complaintOf({ broker: { groups: recordingGroups(slice.name, slice.signals) } });

export const rule = (id: string): AlertRule => {
  const found = slice.alerts.find((alert) => alert.id === `rabbitmq-${id}`);
  if (!found) throw new Error(`no alert rabbitmq-${id} among ${slice.alerts.map((alert) => alert.id).join(", ")}`);
  return found;
};

export const fires = (id: string, at: number, expected = true): Expectation => ({
  expr: firing(rule(id)),
  at,
  samples: expected ? [[{}, 1]] : [],
});

/** From five minutes on, every five minutes. */
export const never = (until: number, ...ids: readonly string[]): Expectation[] =>
  ids.flatMap((id) => Array.from({ length: until / 5 }, (_, n) => fires(id, 5 * (n + 1), false)));

export const value = (id: string, at: number, ...samples: Expectation["samples"]): Expectation => ({
  // Without the name of the series, and without the noise of binary fractions.
  expr: `round(${print(rule(id).value)}, 0.001)`,
  at,
  samples,
});

export const recorded = (
  metric: { readonly name: string },
  at: number,
  ...samples: Expectation["samples"]
): Expectation => ({
  expr: `round(${metric.name}, 0.001)`,
  at,
  samples,
});

export const orders = (...story: readonly HalfMinute[]) => queueStory(rabbitmq, "mes.orders", story);
