import { enginePath } from "../../../engines/engine-path";
import { inGuardedFolder } from "../../../engines/run/guarded-folder";
import type { Program } from "../../../engines/run/process";
import { freePorts, loopback, runToEnd } from "../../../engines/run/process";
import type { Branch, Tree } from "./tree";
import { branchAt, isBranch } from "./tree";
import { temporaryFolder } from "../../../engines/run/temporary-folder";

export interface Collector extends Program {
  /** Where this collector serves what its configuration puts on `port`: `http://127.0.0.1:41235`. */
  url(port: number): string;
  /** The same as a scrape target: `127.0.0.1:41235`. */
  address(port: number): string;
}

/** What the chart's pod template gives the collector, as far as a pod's address and names go. */
export interface PodEnvironment {
  /** @default "otel-collector-0" */
  readonly pod?: string;
  /** @default "monitoring" */
  readonly namespace?: string;
}

/**
 * Runs the real collector with the given configuration. Only ports differ from it: each port it listens on becomes a
 * free one, so that several collectors run side by side. Needs `health_check` among its extensions, as the chart does.
 */
export async function startCollector(config: Branch, pod: PodEnvironment = {}): Promise<Collector> {
  const declared = listeningPorts(config);
  const health = portOf(branchAt(config, "extensions", "health_check").endpoint);
  if (health === undefined) throw new Error("The configuration has no extension health_check with an endpoint.");
  const free = await freePorts(declared.length);
  const port = (wanted: number): number => {
    const actual = free[declared.indexOf(wanted)];
    if (actual === undefined) {
      throw new Error(`The configuration listens on ${declared.join(", ")}, not on ${wanted}.`);
    }
    return actual;
  };
  const address = (wanted: number) => `${loopback}:${port(wanted)}`;
  const url = (wanted: number) => `http://${address(wanted)}`;

  return inGuardedFolder("otelcol", async (folder) => {
    const program = await folder.run({
      command: enginePath("otelcol"),
      arguments: ["--config", folder.write("config.json", withPorts(config, port))],
      environment: podEnvironment(pod),
      ready: url(health),
    });
    return { ...program, url, address };
  });
}

/** What the collector itself has against a configuration, without running it: empty if nothing. */
export async function validateCollectorConfig(config: Branch): Promise<string> {
  return (await runOnce(config, "validate")).complaint;
}

/** The configuration as the collector reads it: defaults filled in, variables replaced. */
export async function effectiveCollectorConfig(config: Branch): Promise<Branch> {
  const { output, complaint } = await runOnce(config, "print-config", "--mode", "unredacted", "--format", "json");
  if (complaint) throw new Error(complaint);
  return JSON.parse(output) as Branch;
}

/** The ports a configuration makes the collector listen on, each once. */
export function listeningPorts(config: Branch): readonly number[] {
  const ports = new Set<number>();
  withPorts(config, (port) => {
    ports.add(port);
    return port;
  });
  return [...ports];
}

/**
 * The configuration with every listening port replaced: of receivers, extensions, `prometheus` exporters and the
 * collector's own metrics. All else, addresses that are dialled included, stays as it is.
 */
export function withPorts(config: Branch, replace: (port: number) => number): Branch {
  const exporters = Object.entries(branchAt(config, "exporters")).map(([id, exporter]): [string, Tree] => [
    id,
    /^prometheus(\/|$)/.test(id) ? withEndpoints(exporter, replace) : exporter,
  ]);
  const service = branchAt(config, "service");
  const telemetry = branchAt(service, "telemetry");
  const metrics = branchAt(telemetry, "metrics");
  return {
    ...config,
    receivers: withEndpoints(branchAt(config, "receivers"), replace),
    extensions: withEndpoints(branchAt(config, "extensions"), replace),
    exporters: Object.fromEntries(exporters),
    service: {
      ...service,
      telemetry: {
        ...telemetry,
        metrics: { ...metrics, readers: withReaderPorts(metrics.readers ?? ownMetricsByDefault, replace) },
      },
    },
  };
}

/** Without `readers` the collector serves its own metrics here. */
const ownMetricsByDefault: Tree = [{ pull: { exporter: { prometheus: { host: "localhost", port: 8888 } } } }];

function withEndpoints(tree: Tree, replace: (port: number) => number): Tree {
  return mapLeaves(tree, (key, leaf) =>
    key === "endpoint" && typeof leaf === "string"
      ? leaf.replace(/(?<=:)\d+$/, (port) => String(replace(Number(port))))
      : leaf,
  );
}

function withReaderPorts(readers: Tree, replace: (port: number) => number): Tree {
  return mapLeaves(readers, (key, leaf) => (key === "port" && typeof leaf === "number" ? replace(leaf) : leaf));
}

function mapLeaves(tree: Tree, leafTo: (key: string, leaf: Tree) => Tree, key = ""): Tree {
  if (Array.isArray(tree)) return tree.map((item: Tree) => mapLeaves(item, leafTo, key));
  if (!isBranch(tree)) return leafTo(key, tree);
  return Object.fromEntries(Object.entries(tree).map(([inner, value]) => [inner, mapLeaves(value, leafTo, inner)]));
}

function portOf(endpoint: Tree | undefined): number | undefined {
  const port = typeof endpoint === "string" ? /:(\d+)$/.exec(endpoint)?.[1] : undefined;
  return port === undefined ? undefined : Number(port);
}

function podEnvironment({
  pod = "otel-collector-0",
  namespace = "monitoring",
}: PodEnvironment): Record<string, string> {
  return {
    MY_POD_IP: loopback,
    OTEL_K8S_NAMESPACE: namespace,
    OTEL_K8S_NODE_IP: loopback,
    OTEL_K8S_NODE_NAME: "node-0",
    OTEL_K8S_POD_IP: loopback,
    OTEL_K8S_POD_NAME: pod,
  };
}

async function runOnce(config: Branch, ...command: readonly string[]) {
  const folder = temporaryFolder("otelcol");
  try {
    const file = folder.write("config.json", config);
    return await runToEnd(enginePath("otelcol"), [...command, "--config", file], podEnvironment({}));
  } finally {
    folder.remove();
  }
}
