import type { Flow, Neighbours, Party, Pods, Port } from "./flow";

/** A network policy, as Kubernetes names its fields. */
export interface NetworkPolicy {
  readonly apiVersion: "networking.k8s.io/v1";
  readonly kind: "NetworkPolicy";
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly ("Ingress" | "Egress")[];
    readonly ingress?: readonly (Open & { readonly from?: readonly Peer[] })[];
    readonly egress?: readonly (Open & { readonly to?: readonly Peer[] })[];
  };
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/** Pods that may ask, or be asked; in the namespace of the policy, unless others are selected. */
export interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
}

/** Without peers, it is anybody; without ports, any of them. */
interface Open {
  readonly ports?: readonly { readonly port: number; readonly protocol: Port["protocol"] }[];
}

/**
 * The policy that refuses all else. As soon as one selects a pod, Kubernetes refuses what none allows: this selects
 * all, and allows nothing.
 */
export const nothingElse: NetworkPolicy = {
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "nothing-else" },
  spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
};

/**
 * A policy for each of our pods that has a part in a flow: both ends must allow it. Policies add up, so that flows of
 * one party may come with several releases.
 *
 * @param name of what brings the flows: the policies' names begin with it
 */
export function policiesOf(name: string, flows: readonly Flow[]): NetworkPolicy[] {
  const parties = new Map(
    flows
      .flatMap(({ from, to }) => [from, to])
      .flatMap((party) => (party.kind === "pods" ? [[party.name, party]] : [])),
  );
  return [...parties.values()].map((pods) => policyOf(name, pods, flows));
}

function policyOf(name: string, pods: Pods, flows: readonly Flow[]): NetworkPolicy {
  const isOurs = (party: Party) => party.kind === "pods" && party.name === pods.name;
  const ingress = flows
    .filter(({ to }) => isOurs(to))
    .map(({ from, ports }) => ({ ...(from.kind !== "outside" && { from: [peer(from)] }), ...open(ports) }));
  const egress = flows
    .filter(({ from }) => isOurs(from))
    .map(({ to, ports }) => ({ ...(to.kind !== "outside" && { to: [peer(to)] }), ...open(ports) }));
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: `${name}.${pods.name}` },
    spec: {
      podSelector: selector(pods.labels),
      policyTypes: [
        ...(ingress.length > 0 ? ["Ingress" as const] : []),
        ...(egress.length > 0 ? ["Egress" as const] : []),
      ],
      ...(ingress.length > 0 && { ingress }),
      ...(egress.length > 0 && { egress }),
    },
  };
}

const selector = (labels: Readonly<Record<string, string>>): Selector =>
  Object.keys(labels).length === 0 ? {} : { matchLabels: labels };

const peer = (party: Pods | Neighbours): Peer =>
  party.kind === "pods"
    ? { podSelector: selector(party.labels) }
    : {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": party.namespace } },
        ...(party.labels && { podSelector: selector(party.labels) }),
      };

const open = (ports: Flow["ports"]) =>
  ports === "any" ? {} : { ports: ports.map(({ number, protocol }) => ({ port: number, protocol })) };
