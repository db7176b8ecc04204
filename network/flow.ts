/**
 * Who may speak with whom. Everything else is refused: network policies, the table in docs/network.md and the tests of
 * both are made from values of these types.
 */

/** Pods in the namespace of the monitoring. */
export interface Pods {
  readonly kind: "pods";
  /** Name for people, and part of the policy's name: `[a-z0-9-]`. */
  readonly name: string;
  /** Labels by which Kubernetes knows the pods; none selects every pod of the namespace. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Pods of another namespace: whichever labels they carry is its owner's choice, unless a few of many are meant. */
export interface Neighbours {
  readonly kind: "neighbours";
  /** The name that people read. */
  readonly name: string;
  readonly namespace: string;
  /** Labels of the few that are meant. @default none: every pod there */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What has no pods that a policy could name: machines, AWS, the internet. A policy can only say through which port. */
export interface Outside {
  readonly kind: "outside";
  /** The name that people read. */
  readonly name: string;
}

/** One end of a flow. */
export type Party = Pods | Neighbours | Outside;

/** A port on which the end that is asked listens. */
export interface Port {
  /** The pod's own, and not that of a Service before it: policies see what is left when a Service has been resolved. */
  readonly number: number;
  readonly protocol: "TCP" | "UDP";
}

/** Somebody who may ask somebody, on which ports, and why. */
export interface Flow {
  /** Who opens the connection. */
  readonly from: Party;
  /** Who listens. */
  readonly to: Party;
  /** Where `to` listens; `any` where that is somebody else's, and may be moved. */
  readonly ports: readonly Port[] | "any";
  /** What `from` does there, in half a sentence. */
  readonly why: string;
  readonly encryption: Encryption;
}

/** Either by what each side of a TLS connection knows the other, or why what is sent may be read on the way. */
export type Encryption = { readonly tls: string } | { readonly plain: string };

/** TCP ports by their numbers. */
export const tcp = (...numbers: readonly number[]): Port[] =>
  numbers.map((number) => ({ number, protocol: "TCP" as const }));

/** A UDP port by its number. */
export const udp = (number: number): Port => ({ number, protocol: "UDP" });
