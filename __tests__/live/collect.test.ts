/**
 * Filebeat runs with the configuration that was synthesized, and finds the pods by Kubernetes' API. It is two major
 * versions behind what is deployed (a stand-in: decision 10): it knows files by their number on
 * the disk instead of by how they begin, cannot read compressed ones, and forgets an input as soon as its pod has gone.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { TerraformStack, Testing } from "cdktf";
import { DatabaseLogs } from "../../constructs/database-logs";
import { namespace } from "../../environments/names";
import { production } from "../../environments/production";
import { filebeatConfig, filebeatRules } from "../../logs/collect/filebeat";
import { recordStart } from "../../logs/collect/record-start";
import { longestRecord } from "../../logs/collect/sending";
import type { Component } from "../../model/component";
import { componentsOf } from "../../model/component";
import { system } from "../../system";
import { shopDatabase } from "../../system/shop";
import { milliseconds, seconds } from "../../units/quantities";
import { containerLog } from "../support/collect/container-log";
import { recordsOf } from "../support/collect/records";
import { streams } from "../support/collect/streams";
import { emptyFolder } from "../support/folder";
import { podTemplates } from "../support/live/elk-objects";
import type { Filebeat } from "../support/live/filebeat";
import { startFilebeat } from "../support/live/filebeat";
import type { KubernetesObject } from "../support/live/helm";
import { kubeconform } from "../support/live/helm";
import type { KubernetesPods, PodOnNode } from "../support/live/kubernetes-pods";
import { serveKubernetesPods } from "../support/live/kubernetes-pods";
import { pause } from "../../engines/run/process";
import { stopAll } from "../support/live/stop-all";
import type { Branch, Tree } from "../support/live/tree";
import { isBranch } from "../support/live/tree";
import { readStack, valuesOf } from "../support/synthesized";
import { testApp } from "../support/test-app";
import { resourceIn } from "../support/use-slices";

const node = "node-1";
const components = componentsOf(system, namespace);

/** A component whose name and pods are nothing but signs that somebody reads as his own. */
const odd: Component = {
  name: "${HOME} $$ $} ${data.kubernetes.pod.uid} %{x} \"'\\",
  description: "Nobody would call it that.",
  owner: system.platformTeam,
  criticality: "standard",
  logs: system.platformLogs,
  is: { kind: "platform" },
  source: { kind: "pods", namespace: "odd", pods: "(?:\\$\\{HOME\\}|\\$\\$|odd)-[0-9]+" },
};

const pod = (where: string, name: string): PodOnNode => ({ namespace: where, name, uid: `uid-of-${name}` });
const logOf = ({ namespace: where, name, uid }: PodOnNode, file = "0.log") =>
  `/var/log/pods/${where}_${name}_${uid}/main/${file}`;

/** A pod of the shop's for each stream of lines. */
const writers = Object.values(streams).map((records, at) => ({
  pod: pod("shop", `shop-api-7d9f8c6b5-x2x4${"bcdfghjklm"[at] ?? ""}`),
  lines: records.flat(),
}));

const line = (text: string) => JSON.stringify({ level: 30, msg: text });
const broker = pod("messaging", "rabbitmq-server-0");
const own = pod(namespace, "kps-prometheus-0");
const strange = pod("odd", "odd-0");
const nobodys = [
  pod("kube-system", "coredns-7d9f8c6b5-x2x4z"),
  pod("mes", "mes-api-worker-7d9f8c6b5-x2x4z"),
  pod("shop", "old-shop-api-7d9f8c6b5-x2x4z"),
  pod("odd", "even-0"),
];
const large = pod("crm", "crm-api-7d9f8c6b5-x2x4z");
const long = pod("mes", "mes-api-7d9f8c6b5-x2x4z");
const pods = [...writers.map((writer) => writer.pod), broker, own, strange, large, long, ...nobodys];

const trace = ["panic: boom", ...Array.from({ length: 1999 }, (_, at) => `\tframe ${at}`)];

const logs: Readonly<Record<string, string>> = {
  ...Object.fromEntries(writers.map((writer) => [logOf(writer.pod), containerLog(writer.lines)])),
  // The kubelet has just begun the second, and is compressing an older one.
  [logOf(broker, "0.log.20261128-095900")]: containerLog([line("before")]),
  [logOf(broker)]: containerLog([line("after")]),
  [logOf(broker, "0.log.20261128-095800.tmp")]: containerLog([line("in the making")]),
  [logOf(own)]: containerLog([line("own")]),
  [logOf(strange)]: containerLog([line("strange")]),
  [logOf(large)]: containerLog([line("ä".repeat(2 ** 19)), line("the next")]),
  [logOf(long)]: containerLog([...trace, line("the next")]),
  ...Object.fromEntries(nobodys.map((each) => [logOf(each), containerLog([line("nobody's")])])),
};

const recordsByWriter = writers.map((writer) => recordsOf(writer.lines, recordStart));
const all = recordsByWriter.flat().length + 2 + 1 + 1 + 2 + 2;

interface Event {
  readonly "@timestamp": string;
  readonly message: string;
  readonly log?: { readonly flags: readonly string[] };
  readonly service: { readonly name: string };
  readonly kubernetes: { readonly pod: { readonly name: string } };
}

let kubernetes: KubernetesPods;
let filebeat: Filebeat;
let events: readonly Event[];

const eventsOf = ({ name }: PodOnNode) => events.filter((event) => event.kubernetes.pod.name === name);

/** Without what the older version refuses; what it does not know it passes over. */
const forStandIn = (tree: Tree): Tree => {
  if (Array.isArray(tree)) return tree.map((item: Tree) => forStandIn(item));
  if (!isBranch(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([key]) => key !== "file_identity.fingerprint")
      .map(([key, value]) => [key, forStandIn(value)]),
  );
};

beforeAll(async () => {
  kubernetes = await serveKubernetesPods(node, pods);
  const access = join(emptyFolder("kubernetes"), "config.json");
  writeFileSync(
    access,
    JSON.stringify({
      "current-context": "node",
      contexts: [{ name: "node", context: { cluster: "node" } }],
      clusters: [{ name: "node", cluster: { server: kubernetes.url } }],
    }),
  );
  filebeat = await startFilebeat({
    config: forStandIn(filebeatConfig([...components, odd], production) as Branch) as Branch,
    logs,
    environment: { NODE_NAME: node, KUBECONFIG: access },
  });
  await filebeat.events(all, seconds(40));
  // Whatever were read twice would come now.
  await pause(milliseconds(1500));
  events = (await filebeat.events(all)) as unknown as readonly Event[];
}, 90_000);

afterAll(() => stopAll(filebeat, kubernetes));

describe("Filebeat, as it is configured", () => {
  it("reads every record of every described pod once, and of no other", () => {
    expect(events).toHaveLength(all);
    for (const each of nobodys) expect(eventsOf(each)).toEqual([]);
  });

  it("asks the cluster for nothing that it may not have", () => {
    const granted = filebeatRules.flatMap(({ resources }) => resources.map((resource) => `/api/v1/${resource}`));
    expect(granted).toEqual(expect.arrayContaining([...kubernetes.asked()]));
    expect(kubernetes.asked()).toContain("/api/v1/pods");
  });

  it.each(Object.keys(streams).map((name, at) => [name, at] as const))("finds the records of %s", (_, at) => {
    const writer = writers[at];
    expect(writer && eventsOf(writer.pod).map(({ message }) => message)).toEqual(recordsByWriter[at]);
  });

  it("says whose a line is, whatever he is called", () => {
    const names = [writers[0]?.pod, broker, own, strange].map((each) => each && eventsOf(each)[0]?.service.name);
    expect(names).toEqual(["shop-api", "rabbitmq", "platform", odd.name]);
  });

  it("reads what was begun before, and not what the kubelet is still compressing", () => {
    expect(
      eventsOf(broker)
        .map(({ message }) => message)
        .sort(),
    ).toEqual([line("after"), line("before")]);
  });

  it("keeps of a line of 1 MiB what is kept, marks it, and goes on", () => {
    const [cut, next] = eventsOf(large);
    expect(Buffer.byteLength(cut?.message ?? "")).toBeGreaterThan(longestRecord.bytes - 4);
    expect(Buffer.byteLength(cut?.message ?? "")).toBeLessThan(longestRecord.bytes + 4);
    expect(cut?.log?.flags).toContain("truncated");
    expect(next?.message).toBe(line("the next"));
  });

  it("keeps the first 500 lines of a record, marks it, and goes on", () => {
    const [cut, next] = eventsOf(long);
    expect(cut?.message).toBe(trace.slice(0, 500).join("\n"));
    expect(cut?.log?.flags).toEqual(["truncated", "multiline"]);
    expect(next?.message).toBe(line("the next"));
  });

  it("sends with a line who wrote it and when, and nothing else", () => {
    expect(eventsOf(broker).find(({ message }) => message === line("after"))).toEqual({
      "@timestamp": "2026-11-28T10:00:00.000Z",
      "@metadata": expect.anything() as unknown,
      message: line("after"),
      stream: "stdout",
      service: { name: "rabbitmq" },
      kubernetes: {
        namespace: "messaging",
        pod: { name: "rabbitmq-server-0" },
        container: { name: "main" },
        node: { name: node },
      },
      container: { image: { name: "registry.example/main:1.4.2" } },
    });
  });
});

describe("the Filebeat of a database, as it is installed", () => {
  it("is what the operator and Kubernetes take", async () => {
    const stack = new TerraformStack(testApp(), "monitoring");
    new DatabaseLogs(stack, "logs", { database: shopDatabase, environment: production });
    const release = resourceIn(readStack(Testing.synth(stack)), "helm_release", "log-shop-db-cloudwatch");
    const { objects } = valuesOf(release) as { objects: KubernetesObject[] };
    const beats = objects.filter(({ kind }) => kind === "Beat");
    expect(beats).toHaveLength(1);
    expect(await kubeconform([...beats, ...podTemplates(beats)])).toBe("");
  });
});
