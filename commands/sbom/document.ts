import type { Component } from "./components";

/** What `npm sbom --sbom-format cyclonedx` writes. */
export interface Bom {
  readonly serialNumber?: string;
  readonly metadata: {
    readonly timestamp?: string;
    readonly tools?: unknown;
    readonly component: Readonly<Record<string, unknown>>;
  };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/**
 * npm's list with what is deployed added, and without what differs from run to run and from machine to machine: one can
 * be compared with the next.
 */
export function completeBom(bom: Bom, deployed: readonly Component[], name: string): Bom {
  const { metadata, components, dependencies } = bom;
  return {
    ...without(bom, "serialNumber"),
    // npm names the component after the folder in which it runs.
    metadata: { ...without(metadata, "timestamp", "tools"), component: { ...metadata.component, name } },
    components: [...components, ...deployed].sort((one, other) => compare(one["bom-ref"], other["bom-ref"])),
    dependencies: [...dependencies].sort((one, other) => compare(one.ref, other.ref)),
  };
}

const without = <T extends object, Key extends keyof T & string>(tree: T, ...keys: readonly Key[]): Omit<T, Key> =>
  Object.fromEntries(Object.entries(tree).filter(([key]) => !(keys as readonly string[]).includes(key))) as Omit<
    T,
    Key
  >;

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
