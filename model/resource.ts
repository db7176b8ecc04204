import type { Broker } from "./broker";
import type { Bucket } from "./bucket";
import type { Database } from "./database";
import type { HttpService } from "./http-service";
import { sliceName } from "./http-service";
import type { Workload } from "./workload";

/**
 * What services need and can run out of: asked how much of it is used, how long one waits for it, and how often it
 * fails.
 */
export type Resource = Workload | Database | Bucket | Broker;

/** A service or a resource: whatever the metrics plan speaks of. */
export type Monitored = HttpService | Resource;

/** Name of a resource's slice: what all that is made for it is called, in the cluster and in Grafana. */
export const useName = ({ name }: { readonly name: string }): string => `use-${name}`;

/**
 * Name of the slice that is made for a thing: the service and the pods in which it runs have one name and two slices.
 */
export const sliceNameOf = (thing: Monitored): string => ("kind" in thing ? useName(thing) : sliceName(thing.name));

/** Title of a resource for people, with its kind: a service and its pods may have one name. */
export const titleOf = (resource: Resource): string => `${resource.name} · ${words[resource.kind]}`;

const words = {
  workload: "pods",
  database: "database",
  bucket: "bucket",
  broker: "message broker",
} as const satisfies Record<Resource["kind"], string>;

/** Whether a resource lives in AWS: an environment without AWS has none. */
export const isInAws = ({ kind }: Resource): boolean => kind === "database" || kind === "bucket";
