import type { ElkSettings, NodeTier } from "../environments/elk";
import { watermarks } from "../environments/watermarks";
import type { Component } from "../model/component";
import type { Bytes, Duration } from "../units/quantities";
import { days, round } from "../units/quantities";

/**
 * How many bytes a byte of a log file takes in an index, in the first copy: the line itself, compressed, the fields
 * that were read from it, and the structures by which both are found. AWS reckons with "often 110 % of the source data"
 * (OpenSearch Service, "Calculating storage requirements"). Indices of logs save up to 60 % of that (Elastic, "Logs
 * data streams"); so much is left for components that log more than is stated. What it really is: `GET
 * _cat/indices?h=index,pri.store.size`.
 */
export const bytesInIndex = 1.1;

/** Nodes of one tier, what they have to hold together, and what they can. */
export interface TierDisk {
  readonly tier: "hot" | "warm";
  readonly needed: Bytes;
  readonly available: Bytes;
}

export type Logging = Pick<Component, "name" | "logs">;

/** A component, and the room that all its indices need on all nodes together. */
export interface ComponentDisk {
  readonly component: Logging;
  readonly needed: Bytes;
}

/**
 * The disk that each tier needs and has. Needed are raw bytes a day × days × {@link bytesInIndex} × (1 + copies); as
 * Elastic has it in "Benchmarking and sizing your Elasticsearch cluster for logs and metrics", with the watermark and a
 * node to spare.
 */
export function tierDisks(components: readonly Logging[], elk: ElkSettings): TierDisk[] {
  const { hot, warm, copies } = elk.elasticsearch;
  const perDay = stored(
    components.reduce((sum, { logs }) => sum + logs.perDay.bytes, 0),
    copies,
  );
  const on = daysOn(elk);
  return [
    { tier: "hot", needed: { bytes: round(perDay * on.hot) }, available: available(hot, copies) },
    ...(warm
      ? [{ tier: "warm" as const, needed: { bytes: round(perDay * on.warm) }, available: available(warm, copies) }]
      : []),
  ];
}

/** The disk that each component needs, the one that takes most first. */
export function componentDisks(components: readonly Logging[], elk: ElkSettings): ComponentDisk[] {
  const on = daysOn(elk);
  return components
    .map((component) => {
      const perDay = stored(component.logs.perDay.bytes, elk.elasticsearch.copies);
      return { component, needed: { bytes: round(perDay * (on.hot + on.warm)) } };
    })
    .sort((a, b) => b.needed.bytes - a.needed.bytes);
}

const stored = (raw: number, copies: number) => raw * bytesInIndex * (1 + copies);

/** Days that a line stays on each tier. An index is written for so long as well, and ages only then. */
const daysOn = ({ retention, elasticsearch }: ElkSettings) => {
  const { rolloverAfter, hotFor, deleteAfter } = retention;
  return elasticsearch.warm
    ? { hot: inDays(rolloverAfter) + inDays(hotFor), warm: inDays(deleteAfter) - inDays(hotFor) }
    : { hot: inDays(rolloverAfter) + inDays(deleteAfter), warm: 0 };
};

const inDays = ({ milliseconds }: Duration) => milliseconds / days(1).milliseconds;

/**
 * What the nodes of a tier can hold: up to the watermark, and of all nodes but one where the others make its copies
 * anew: a node that is lost, or exchanged for a new version, must not fill the disks of the rest.
 */
const available = ({ storage, replicas }: NodeTier, copies: number): Bytes => {
  const nodes = copies > 0 && replicas > copies + 1 ? replicas - 1 : replicas;
  return { bytes: round(storage.bytes * nodes * watermarks.low) };
};
