import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { networkFile, networkPage } from "../../commands/network";
import { environments } from "../../environments";
import type { Environment } from "../../environments/environment";
import { namespace } from "../../environments/names";
import { production } from "../../environments/production";
import type { Flow, Party } from "../../network/flow";
import type { NetworkPolicy } from "../../network/policies";
import { buildApp } from "../../synthesis/app";
import { flowsOf } from "../../synthesis/flows";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";
import type { Pod } from "../support/network/judge";
import { allows } from "../support/network/judge";
import type { Listening } from "../support/network/pods";
import { objectsOf, podsOf } from "../support/network/pods";
import { grown } from "../support/long-term";
import { readStack, resourcesOf } from "../support/synthesized";

interface Network {
  readonly flows: readonly Flow[];
  readonly policies: readonly NetworkPolicy[];
  readonly pods: readonly Listening[];
}

const networks = new Map<Environment, Network>();

function networkOf(environment: Environment): Network {
  const network = networks.get(environment) ?? read(environment);
  networks.set(environment, network);
  return network;
}

function read(environment: Environment): Network {
  const app = buildApp({ system, environment, outdir: emptyFolder() });
  const flows = flowsOf(app);
  app.synth();
  const stacks = ["platform", "monitoring"].map((stack) =>
    readStack(readFileSync(join(app.outdir, "stacks", stack, "cdk.tf.json"), "utf8")),
  );
  const objects = stacks
    .flatMap((stack) => resourcesOf(stack, "helm_release"))
    .flatMap(([, release]) => objectsOf(release));
  const policies = objects.filter(({ kind }) => kind === "NetworkPolicy") as unknown as NetworkPolicy[];
  return { flows, policies, pods: podsOf(stacks) };
}

const ours = (labels: Pod["labels"]): Pod => ({ namespace, labels });

/** Whoever is meant by an end of a flow, as a pod. */
const endOf = (party: Party): Pod | "outside" =>
  party.kind === "outside"
    ? party.kind
    : { namespace: party.kind === "pods" ? namespace : party.namespace, labels: party.labels ?? {} };

/** A party's pods: those with at least its labels. */
const podsIn = (pods: readonly Listening[], party: Party) =>
  party.kind === "pods"
    ? pods.filter(({ labels }) => Object.entries(party.labels).every(([name, value]) => labels[name] === value))
    : [];

describe.each([...environments, ["grown", grown] as const])("the network of %s", (_, environment) => {
  it("has pods behind every party of the flows that is in its namespace", () => {
    const { flows, pods } = networkOf(environment);
    const parties = flows.flatMap(({ from, to }) => [from, to]).filter(({ kind }) => kind === "pods");
    expect(parties.filter((party) => podsIn(pods, party).length === 0)).toEqual([]);
  });

  it("lets all flows through, and each of them only because it is there", () => {
    const { flows, policies } = networkOf(environment);
    for (const { from, to, ports } of flows)
      for (const { number, protocol } of ports === "any" ? [{ number: 8443, protocol: "TCP" as const }] : ports)
        expect({
          from,
          to,
          number,
          let: allows(policies, namespace, { from: endOf(from), to: endOf(to), port: number, protocol }),
        }).toMatchObject({ let: true });
    const keys = flows.flatMap(({ from, to, ports }) =>
      (ports === "any" ? ["any"] : ports.map(({ number, protocol }) => `${number}/${protocol}`)).map(
        (port) => `${from.kind} ${from.name} > ${to.kind} ${to.name} ${port}`,
      ),
    );
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it("knows somebody who asks for every port on which a pod listens", () => {
    const { flows, pods } = networkOf(environment);
    const unasked = pods.flatMap((pod) =>
      pod.ports
        .filter(
          (port) =>
            !flows.some(
              ({ to, ports }) =>
                podsIn([pod], to).length > 0 && ports !== "any" && ports.some(({ number }) => number === port),
            ),
        )
        .map((port) => `${pod.name}:${port}`),
    );
    // Without an ingress it is reached by a forwarded port, which no policy sees.
    expect(unasked).toEqual(environment.elk.kibana.ingress ? [] : ["kibana:5601"]);
  });

  it("lets nobody to a pod but those whom a flow names", () => {
    const { flows, policies, pods } = networkOf(environment);
    for (const from of pods)
      for (const to of pods)
        for (const port of to.ports) {
          // Everybody may reach what the API server, which has no pods, must reach.
          const named =
            flows.some(
              (flow) =>
                podsIn([to], flow.to).length > 0 &&
                (flow.ports === "any" || flow.ports.some(({ number }) => number === port)) &&
                (flow.from.kind === "outside" || podsIn([from], flow.from).length > 0),
            ) &&
            flows.some(
              (flow) =>
                podsIn([from], flow.from).length > 0 &&
                (flow.to.kind === "outside" || podsIn([to], flow.to).length > 0) &&
                (flow.ports === "any" || flow.ports.some(({ number }) => number === port)),
            );
          const isLet = allows(policies, namespace, { from: ours(from.labels), to: ours(to.labels), port });
          expect(`${from.name} to ${to.name}:${port} ${isLet}`).toBe(`${from.name} to ${to.name}:${port} ${named}`);
        }
  });
});

describe("a stranger", () => {
  const { policies, pods } = networkOf(production);
  const stranger = ours({ "app.kubernetes.io/name": "stranger" });
  const elsewhere: Pod = { namespace: "default", labels: {} };

  it("in the namespace reaches nothing but DNS", () => {
    for (const { labels, ports } of pods)
      for (const port of ports.filter((number) => ![10_250, 9443].includes(number)))
        expect(allows(policies, namespace, { from: stranger, to: ours(labels), port })).toBe(false);
    expect(allows(policies, namespace, { from: stranger, to: "outside", port: 443 })).toBe(false);
    const dns = { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };
    expect(allows(policies, namespace, { from: stranger, to: dns, port: 53, protocol: "UDP" })).toBe(true);
  });

  it("in another namespace reaches webhooks, which prove who asks, and nothing else", () => {
    const reached = pods.flatMap(({ name, labels, ports }) =>
      ports
        .filter((port) => allows(policies, namespace, { from: elsewhere, to: ours(labels), port }))
        .map((port) => `${name}:${port}`),
    );
    expect(reached).toEqual(["elastic-operator:9443", "prometheus-operator:10250"]);
  });

  it("reaches a collector from the namespace of the service that it counts for, and from no other's", () => {
    const collector = ours(pods.find(({ name }) => name === "red-shop-api")?.labels ?? {});
    const from = (ofNamespace: string): Pod => ({ namespace: ofNamespace, labels: {} });
    expect(allows(policies, namespace, { from: from("shop"), to: collector, port: 4318 })).toBe(true);
    expect(allows(policies, namespace, { from: from("crm"), to: collector, port: 4318 })).toBe(false);
    expect(allows(policies, namespace, { from: from("shop"), to: collector, port: 8889 })).toBe(false);
  });
});

describe("the metadata of a node, which has the rights of the node", () => {
  it("is out of reach, save for the prober, which asks for anything", () => {
    const { policies, pods } = networkOf(production);
    const reach = pods.filter(({ labels }) =>
      allows(policies, namespace, { from: ours(labels), to: "outside", port: 80 }),
    );
    expect(reach.map(({ name }) => name)).toEqual(["blackbox"]);
  });
});

describe("docs/network.md", () => {
  it("is what `npm run network` writes", () => {
    expect(readFileSync(networkFile, "utf8")).toBe(networkPage());
  });

  it("has a row for each flow of production, and says where something is not encrypted", () => {
    const page = networkPage();
    for (const { from, to } of networkOf(production).flows) expect(page).toContain(`| ${from.name} | ${to.name} |`);
    const plain = page.split("\n").filter((line) => line.includes("**no**"));
    const pairs = plain.map((line) =>
      line
        .split("|")
        .slice(1, 3)
        .map((cell) => cell.trim())
        .join(" → "),
    );
    expect(pairs).toMatchInlineSnapshot(`
     [
       "every-pod → DNS of the cluster",
       "grafana → grafana",
       "prometheus → red-crm-api",
       "prometheus → red-mes-api",
       "prometheus → red-shop-api",
       "prometheus → use-shop-db-cloudwatch",
       "prometheus → use-shop-media",
     ]
    `);
  });
});
