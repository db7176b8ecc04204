/** What Kubernetes makes of network policies (networking.k8s.io/v1): for a connection both ends must allow it. */
import type { NetworkPolicy, Peer } from "../../../network/policies";

export interface Pod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Without a pod at one end it is a node, AWS, the internet. */
export interface Connection {
  readonly from: Pod | "outside";
  readonly to: Pod | "outside";
  readonly port: number;
  readonly protocol?: "TCP" | "UDP";
}

/** @param namespace in which the policies hold; in others nobody is kept from anything */
export function allows(policies: readonly NetworkPolicy[], namespace: string, connection: Connection): boolean {
  const { from, to } = connection;
  return (
    sideAllows(policies, namespace, { end: from, other: to, side: "Egress", connection }) &&
    sideAllows(policies, namespace, { end: to, other: from, side: "Ingress", connection })
  );
}

interface Side {
  readonly end: Pod | "outside";
  readonly other: Pod | "outside";
  readonly side: "Ingress" | "Egress";
  readonly connection: Connection;
}

function sideAllows(policies: readonly NetworkPolicy[], namespace: string, { end, other, side, connection }: Side) {
  if (end === "outside" || end.namespace !== namespace) return true;
  const selecting = policies.filter(
    ({ spec }) => spec.policyTypes.includes(side) && matches(spec.podSelector.matchLabels, end.labels),
  );
  if (selecting.length === 0) return true;
  return selecting.some(({ spec }) =>
    (side === "Ingress"
      ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
      : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }))
    ).some(
      ({ peers, ports }) =>
        (peers === undefined || peers.some((peer) => isPeer(peer, other, namespace))) &&
        (ports === undefined ||
          ports.some(({ port, protocol }) => port === connection.port && protocol === (connection.protocol ?? "TCP"))),
    ),
  );
}

/** A peer without a selector of namespaces is one of the policy's own. */
const isPeer = ({ podSelector, namespaceSelector }: Peer, pod: Pod | "outside", namespace: string) =>
  pod !== "outside" &&
  (namespaceSelector
    ? matches(namespaceSelector.matchLabels, { "kubernetes.io/metadata.name": pod.namespace })
    : pod.namespace === namespace) &&
  matches(podSelector?.matchLabels, pod.labels);

const matches = (wanted: Readonly<Record<string, string>> = {}, labels: Readonly<Record<string, string>>) =>
  Object.entries(wanted).every(([name, value]) => labels[name] === value);
