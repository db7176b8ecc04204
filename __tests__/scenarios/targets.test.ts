/** What is scraped in the world that is played is said there a second time: alerts have to find what they ask for. */
import { describe, expect, it } from "@jest/globals";
import { isOfMetrics } from "../../alerts/alert";
import { environments } from "../../environments";
import { production } from "../../environments/production";
import type { Environment } from "../../environments/environment";
import type { Matcher } from "../../promql/ast";
import { nodesOf } from "../../promql/parts";
import type { Target } from "../../scenarios/targets";
import { targetsOf } from "../../scenarios/targets";
import { up } from "../../signals/contracts/prometheus";
import { buildApp } from "../../synthesis/app";
import { builtIn } from "../../synthesis/coverage";
import { system } from "../../system";

/** By which labels the alerts of an environment choose targets to ask whether they answer; each job by itself. */
function askedIn(environment: Environment): readonly (readonly Matcher[])[] {
  const { slices } = builtIn(buildApp({ system, environment }).node.findAll(), system, environment);
  return slices
    .flatMap(({ alerts }) => alerts)
    .filter(isOfMetrics)
    .flatMap(({ value, silentWhile }) => [value, ...(silentWhile ? [silentWhile.expr] : [])])
    .flatMap(nodesOf)
    .flatMap((node) => (node.kind === "selector" && node.metric === up.name ? eachJob(node.matchers) : []));
}

/** The alert of the platform asks of all its jobs at once. */
function eachJob(matchers: readonly Matcher[]): readonly (readonly Matcher[])[] {
  const job = matchers.find(({ label, op }) => label === "job" && op === "=~");
  if (!job) return [matchers];
  const others = matchers.filter((matcher) => matcher !== job);
  return job.value.split("|").map((value) => [{ label: "job", op: "=", value }, ...others]);
}

const isChosen =
  (matchers: readonly Matcher[]) =>
  ({ job, instance, labels }: Target): boolean =>
    matchers.every(({ label, op, value }) => op === "=" && { ...labels, job, instance }[label] === value);

/** Without a target. */
const missed = (asked: readonly (readonly Matcher[])[], targets: readonly Target[]): string[] =>
  asked
    .filter((matchers) => !targets.some(isChosen(matchers)))
    .map((matchers) => matchers.map(({ label, op, value }) => `${label}${op}${value}`).join(" "));

describe("the targets of the world that is played", () => {
  it.each([...environments.values()])(
    "are those that the alerts of $name ask for, job by job and port by port",
    (one) => {
      const asked = askedIn(one);
      const ports = asked.filter((matchers) => matchers.some(({ label }) => label === "port"));
      // Of each service and each resource with an exporter; and of the platform's own jobs.
      expect(ports.length).toBeGreaterThan(system.services.length);
      expect(asked.length).toBeGreaterThan(ports.length);
      expect(missed(asked, targetsOf(system, one))).toEqual([]);
    },
  );

  it("would be missed if a broker served on its other port", () => {
    const targets = targetsOf(system, production).map(({ labels, ...target }) => ({
      ...target,
      labels: labels.port === "prometheus-tls" ? { ...labels, port: "prometheus" } : labels,
    }));
    expect(missed(askedIn(production), targets)).toContain("job=use-rabbitmq-nodes port=prometheus-tls");
  });
});
