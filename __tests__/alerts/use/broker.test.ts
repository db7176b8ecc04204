import { describe, expect, it } from "@jest/globals";
import { absentMeans, thresholdOf } from "../../../alerts/alert";
import { checkAlert } from "../../../alerts/check";
import { rulesOf } from "../../../alerts/levels";
import { brokerAlerts, rulesOfBroker } from "../../../alerts/use/broker";
import type { Broker } from "../../../model/broker";
import { brokerJobs } from "../../../signals/use/broker-jobs";
import { rabbitmq } from "../../../system/messaging";
import { shopApi } from "../../../system/shop";
import { durationText } from "../../../units/text";
import { plain } from "../../support/plain-text";

const rulesOfThis = (broker: Broker) => {
  const jobs = brokerJobs(broker);
  const port = "prometheus";
  return rulesOf(
    rulesOfBroker(
      brokerAlerts(
        broker,
        {
          nodes: { job: jobs.nodes, port },
          queues: { job: jobs.queues, port },
          channels: { job: jobs.channels, port },
          bindings: { job: jobs.bindings, port: "http" },
        },
        [shopApi],
      ),
    ),
  );
};
const rules = rulesOfThis(rabbitmq);

describe("the alerts on a broker", () => {
  it("wait for as long as messages of their queues may wait, and page for what hurts", () => {
    const lines = rules.map(
      ({ id, severity, fires, pendingFor }) =>
        `${id.padEnd(27)} ${severity.padEnd(6)} ${"above" in fires ? ">" : "<"} ${String(thresholdOf(fires)).padEnd(5)} for ${durationText(pendingFor)}`,
    );
    expect(plain(lines.join("\n"))).toMatchInlineSnapshot(`
     rabbitmq-orders-drain       ticket > 0.5   for 5 min
     rabbitmq-orders-drain-page  page   > 1     for 5 min
     rabbitmq-orders-gone        ticket > 0.5   for 5 min
     rabbitmq-orders-gone-page   page   > 0.5   for 13 min
     rabbitmq-orders-stuck       ticket > 0.5   for 5 min
     rabbitmq-orders-stuck-page  page   > 0.5   for 13 min
     rabbitmq-answers-drain      ticket > 0.5   for 5 min
     rabbitmq-answers-drain-page page   > 1     for 10 min
     rabbitmq-answers-gone       ticket > 0.5   for 5 min
     rabbitmq-answers-gone-page  page   > 0.5   for 13 min
     rabbitmq-answers-stuck      ticket > 0.5   for 5 min
     rabbitmq-answers-stuck-page page   > 0.5   for 13 min
     rabbitmq-events-drain       ticket > 1     for 15 min
     rabbitmq-events-gone        ticket > 0.5   for 5 min
     rabbitmq-events-stuck       ticket > 0.5   for 49 min
     rabbitmq-missing            ticket < 0.5   for 30 min
     rabbitmq-alarm              ticket > 0.5   for 1 min
     rabbitmq-alarm-page         page   > 0.5   for 20 min
     rabbitmq-memory             ticket > 0.85  for 15 min
     rabbitmq-disk               ticket < 86400 for 30 min
     rabbitmq-disk-page          page   < 5400  for 10 min
     rabbitmq-unroutable         ticket > 0.5   for 0 ms
     rabbitmq-absent             ticket < 0.5   for 5 min
     rabbitmq-absent-page        page   < 0.5   for 20 min
     rabbitmq-node               ticket < 0.99  for 10 min
     rabbitmq-exporter           ticket < 0.5   for 5 min
    `);
  });

  it("have no finding, and titles of their own: who gets both the ticket and the page sees which is which", () => {
    expect(rules.flatMap(checkAlert)).toEqual([]);
    expect(new Set(rules.map(({ title }) => title)).size).toBe(rules.length);
  });

  it("leave it to one of them to say that nothing is known", () => {
    const states = rules.map((rule) => [rule.id, absentMeans(rule)]);
    expect(states.filter(([, means]) => means !== "healthy")).toEqual([["rabbitmq-absent", "broken"]]);
  });

  it("say of a group who waits for it", () => {
    const orders = rules.filter(({ id }) => id.startsWith("rabbitmq-orders"));
    for (const { about } of orders)
      expect(about).toMatch(/^Orders on their way to production; machines wait for them\./);
  });

  it("wake nobody where the broker is not critical", () => {
    const quiet = rulesOfThis({ ...rabbitmq, criticality: "standard" });
    expect(new Set(quiet.map(({ severity }) => severity))).toEqual(new Set(["ticket"]));
    expect(quiet.map(({ kind }) => kind).sort()).toEqual(
      rules
        .filter(({ id }) => !id.endsWith("-page"))
        .map(({ kind }) => kind)
        .sort(),
    );
  });
});
