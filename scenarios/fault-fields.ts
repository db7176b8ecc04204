import type { Fault, FaultKind } from "./fault";

type Of<Kind extends FaultKind> = Extract<Fault, { readonly kind: Kind }>;

/**
 * What a fault of each kind cannot be without, besides when it begins. The compiler sees to it in this repository; a file
 * that somebody has `npm run simulate` play is not compiled with types.
 */
export const fieldsOf: { readonly [Kind in FaultKind]: readonly Exclude<keyof Of<Kind>, "kind" | "from">[] } = {
  errors: ["of", "share"],
  slow: ["of", "times"],
  traffic: ["of", "times"],
  retries: ["of", "perFailure"],
  ingress: ["of", "lost"],
  deploy: ["of", "failing"],
  "pod-memory": ["of", "to"],
  "pod-cpu": ["of", "to"],
  "pod-crashes": ["of", "every"],
  "database-unreachable": ["of"],
  "database-connections": ["of", "to"],
  "database-storage": ["of", "to"],
  "database-locks": ["of", "sessions"],
  "database-memory": ["of", "to", "swapPerHour"],
  "database-transaction": ["of"],
  "bucket-size": ["of", "times"],
  "queue-publish": ["of", "queue", "times"],
  "queue-consume": ["of", "queue", "times"],
  "queue-consumers": ["of", "queue", "left"],
  "broker-unreachable": ["of"],
  "broker-memory": ["of", "to"],
  "broker-disk": ["of", "to"],
  "broker-unroutable": ["of", "perSecond"],
  "exporter-down": ["job"],
  "target-gone": ["job"],
  "counter-reset": ["job"],
  "scrape-gap": [],
  "rules-failing": ["group", "share"],
  "prometheus-storage": ["to"],
};

export const faultKinds = Object.keys(fieldsOf) as FaultKind[];
