/**
 * Who may speak with whom. Everything else is refused: network policies, the table in docs/security.md and the tests of
 * both are made from values of these types.
 */

/** Pods in the namespace of the monitoring. */
export interface Pods {
  readonly kind: "pods";
  /** `[a-z0-9-]`, for people and as part of the policy's name. */
  readonly name: string;
  /** By which Kubernetes knows them; none selects every pod of the namespace. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Pods of another namespace: whichever labels they carry is its owner's choice, unless a few of many are meant. */
export interface Neighbours {
  readonly kind: "neighbours";
  readonly name: string;
  readonly namespace: string;
  /** @default every pod there */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What has no pods that a policy could name: machines, AWS, the internet. A policy can only say through which port. */
export interface Outside {
  readonly kind: "outside";
  readonly name: string;
}

export type Party = Pods | Neighbours | Outside;

export interface Port {
  /** Of the pod that listens, and not of a Service before it: policies see what is left when a Service has been resolved. */
  readonly number: number;
  readonly protocol: "TCP" | "UDP";
}

export interface Flow {
  readonly from: Party;
  readonly to: Party;
  /** `any` where what listens is somebody else's, and may be moved. */
  readonly ports: readonly Port[] | "any";
  /** In half a sentence. */
  readonly why: string;
  readonly encryption: Encryption;
}

/** By what each side knows the other; or why what is sent may be read on the way. */
export type Encryption = { readonly tls: string } | { readonly plain: string };

export const tcp = (...numbers: readonly number[]): Port[] =>
  numbers.map((number) => ({ number, protocol: "TCP" as const }));

export const udp = (number: number): Port => ({ number, protocol: "UDP" });
