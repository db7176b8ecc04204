import type { Fault, FaultKind, When } from "./fault";
import type { Fields } from "./form";
import { count, duration, name, names, number, oneOf, optional, share, size } from "./form";

type Of<Kind extends FaultKind> = Extract<Fault, { readonly kind: Kind }>;

const when: Fields<When> = {
  from: duration,
  until: optional(duration),
  shape: optional(oneOf(["step", "ramp"], "a shape")),
};

/** Of each kind, besides the kind itself and when it happens. */
const own: { readonly [Kind in FaultKind]: Fields<Omit<Of<Kind>, keyof When | "kind">> } = {
  errors: { of: name, route: optional(name), share },
  slow: { of: name, route: optional(name), times: number, share: optional(share) },
  traffic: { of: name, route: optional(name), times: number },
  retries: { of: name, perFailure: number },
  ingress: { of: name, lost: share, places: optional(names) },
  deploy: { of: name, failing: share },
  "pod-memory": { of: name, to: share, pods: optional(count) },
  "pod-cpu": { of: name, to: share, pods: optional(count) },
  "pod-crashes": { of: name, every: duration, pods: optional(count) },
  "database-unreachable": { of: name },
  "database-connections": { of: name, to: share },
  "database-storage": { of: name, to: share },
  "database-locks": { of: name, sessions: count },
  "database-memory": { of: name, to: share, swapPerHour: size },
  "database-transaction": { of: name },
  "bucket-size": { of: name, times: number },
  "queue-publish": { of: name, queue: name, times: number },
  "queue-consume": { of: name, queue: name, times: number },
  "queue-consumers": { of: name, queue: name, left: count },
  "broker-unreachable": { of: name },
  "broker-memory": { of: name, to: share },
  "broker-disk": { of: name, to: share },
  "broker-unroutable": { of: name, perSecond: number },
  "exporter-down": { job: name, targets: optional(count) },
  "target-gone": { job: name },
  "counter-reset": { job: name },
  "scrape-gap": {},
  "rules-failing": { group: name, share },
  "prometheus-storage": { to: share },
};

const faultKinds = Object.keys(own) as FaultKind[];

export const kindForm = oneOf(faultKinds, "a kind of fault");

/** All fields of a kind of fault: the compiler has held each of `own` to its kind, and joined they are those of any. */
export const fieldsOf = (kind: FaultKind): Fields<Fault> =>
  ({ kind: kindForm, ...when, ...own[kind] }) as Fields<Fault>;
