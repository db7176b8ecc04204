/**
 * A collector's configuration before any layer has escaped it: strings are meant literally, and what the collector is
 * to look up at run time is a value of its own, so that the border can tell the two apart.
 */
export type ConfigTree = ConfigLeaf | readonly ConfigTree[] | { readonly [key: string]: ConfigTree };

export type ConfigLeaf = string | number | boolean | null | PodAddress;

/** The pod's own address, known only inside the cluster. */
export class PodAddress {
  constructor(readonly port?: number) {}
}

export const podAddress = (port?: number) => new PodAddress(port);
