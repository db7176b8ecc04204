import { describe, expect, it } from "@jest/globals";
import { packOf } from "../../benchmark/pack";
import { peers } from "../../benchmark/peers";
import { promql } from "../../benchmark/peers/peer";
import { production } from "../../environments/production";
import { createChecker } from "../../promql/check";
import { recorded } from "../../promql/metric";
import { queryableMetrics } from "../../signals/contracts/queryable";
import { targetsOf } from "../../scenarios/targets";
import { everythingTold } from "../../simulation/world/raw-series";
import { reachOf, readsOf } from "../../simulation/world/reads";
import { timelineOf } from "../../simulation/world/timeline";
import { system } from "../../system";
import { moments, scenarioOf } from "../simulation/world/support";

const setting = { system, environment: production };

const told = everythingTold({
  ...setting,
  seed: 1,
  scenario: scenarioOf(),
  timeline: timelineOf(moments),
  targets: targetsOf(system, production),
});

describe.each(peers.map((peer) => [peer.name, peer] as const))("the rules of %s", (_, peer) => {
  const { alerts, recorded: rules } = peer.rules(setting);
  const written = [...new Set(rules.map(({ record }) => record))].map((name) =>
    recorded(name, ["sloth_id"], "a ratio"),
  );
  const check = createChecker({ metrics: queryableMetrics(written), allowVariables: false });

  it("ask only for what the exporters here measure, and make sense", () => {
    const { alerts: deployed, recorded: all } = packOf(peer, system, production);
    const findings = [...deployed, ...all].flatMap(({ text }) =>
      check(text).findings.map(({ id, what }) => `${id}: ${what} ${text}`),
    );
    expect(findings).toEqual([]);
  });

  it("find the series that they name in the world that is played, all but those of what was killed", () => {
    const read = readsOf({ asked: [...alerts, ...rules].map(({ expr }) => expr), recorded: new Map() });
    const unknown = [...read.keys()].filter(
      (name) => !name.startsWith("slo:") && !told.some((one) => one.metric.name === name),
    );
    expect(unknown.filter((name) => name !== "kube_pod_container_status_last_terminated_reason")).toEqual([]);
    for (const [name, those] of read)
      for (const one of those) {
        const found = told.some(
          ({ metric, labels }) => reachOf(new Map([[name, [one]]]), metric.name, labels) !== undefined,
        );
        if (!unknown.includes(name) && !name.startsWith("slo:"))
          expect([name, one.matchers, found]).toEqual([name, one.matchers, true]);
      }
  });

  it("are about every thing that is described", () => {
    const about = new Set(alerts.map(({ of }) => of.name));
    const things = [...system.services, ...system.resources].map(({ name }) => name);
    expect(things.filter((name) => !about.has(name))).toEqual([]);
  });

  it("name where they were read, at which commit, under which licence", () => {
    for (const { repository, commit, licence } of peer.sources) {
      expect(repository).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/);
      expect(commit).toMatch(/^[0-9a-f]{40}$/);
      expect(licence).toMatch(/^(Apache-2\.0|MPL-2\.0|CC BY 4\.0)$/);
    }
  });

  it("carry what this project's routing goes by, so that both are grouped alike", () => {
    const teams = Object.keys(production.notifications.teams);
    for (const { labels } of packOf(peer, system, production).alerts) {
      expect(teams).toContain(labels.owner);
      expect(["page", "ticket"]).toContain(labels.severity);
      expect([labels.service, labels.resource].filter(Boolean).length).toBeLessThan(2);
    }
  });
});

it("a peer's rule fires at whatever has a value, and its severity is who hears of it", () => {
  const peer = {
    name: "example",
    title: "",
    sources: [],
    rules: () => ({
      recorded: [],
      alerts: (["critical", "warning", "info"] as const).map((severity) => ({
        name: "Down",
        severity,
        of: system.platformTeam,
        expr: promql("up == 0"),
      })),
    }),
  };
  const { alerts } = packOf(peer, system, production);
  expect(alerts.map(({ labels, fires }) => [labels.severity, fires])).toEqual([
    ["page", { above: -Infinity }],
    ["ticket", { above: -Infinity }],
    ["ticket", { above: -Infinity }],
  ]);
});

it("what is no PromQL is no rule", () => {
  expect(() => promql("sum(up")).toThrow(/sum\(up is no PromQL/);
});
