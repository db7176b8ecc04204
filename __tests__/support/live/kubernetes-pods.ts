import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { loopback } from "../../../engines/run/process";

/** A pod as far as Filebeat wants to know it, with one container called `main`. */
export interface PodOnNode {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export interface KubernetesPods {
  /** `http://127.0.0.1:41235` */
  readonly url: string;
  /** Paths that were asked for, each once. */
  asked(): readonly string[];
  stop(): Promise<void>;
}

export const onlyContainer = { name: "main", image: "registry.example/main:1.4.2" } as const;

/**
 * The part of Kubernetes' API that lists pods: they are all there from the beginning, and nothing ever happens to them.
 */
export async function serveKubernetesPods(node: string, pods: readonly PodOnNode[]): Promise<KubernetesPods> {
  const asked = new Set<string>();
  const server = createServer(({ url = "" }, response) => {
    const { pathname, searchParams } = new URL(url, "http://kubernetes");
    asked.add(pathname);
    response.setHeader("content-type", "application/json");
    // Whoever watches waits.
    if (searchParams.get("watch")) response.flushHeaders();
    else response.end(JSON.stringify({ ...list, items: pods.map((pod) => manifest(node, pod)) }));
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  return {
    url: `http://${loopback}:${(server.address() as AddressInfo).port}`,
    asked: () => [...asked],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Filebeat is told of a container once for each. */
const ports = [
  { name: "http", containerPort: 8080 },
  { name: "metrics", containerPort: 9090 },
];

const list = { kind: "PodList", apiVersion: "v1", metadata: { resourceVersion: "1" } };

const manifest = (nodeName: string, { namespace, name, uid }: PodOnNode) => ({
  metadata: { namespace, name, uid, resourceVersion: "1", labels: { app: "example" } },
  spec: { nodeName, containers: [{ ...onlyContainer, ports }] },
  status: {
    phase: "Running",
    podIP: "10.0.3.7",
    containerStatuses: [
      {
        ...onlyContainer,
        containerID: `containerd://${uid.replaceAll("-", "")}`,
        state: { running: { startedAt: "2026-11-28T09:00:00Z" } },
      },
    ],
  },
});
