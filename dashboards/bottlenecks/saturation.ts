import { max, select, topk } from "../../promql/build";
import { saturation } from "../../signals/saturation";
import { db } from "../../signals/use/database";
import { pods } from "../../signals/use/pods";
import { graph, query, table } from "../build";
import { most, resourceCell, toResource } from "./ranking";

export const ranking = table("saturation", saturation, {
  title: "Resources by saturation",
  description: "The part of each resource that is nearest to its limit stands first.",
  rowLabel: { name: "resource", title: "Resource", links: [resourceCell] },
  moreLabels: [{ name: "what", title: "Part" }],
  queries: [query("In use", topk(most, max(select(saturation.ratio)).by("resource", "what")))],
});

export const filling = graph("saturation-over-time", saturation, {
  title: "Saturation over time",
  description: "What rises for days will be full, and the slope says when.",
  width: 24,
  thresholds: [{ above: 0.8 }],
  links: [toResource("resource")],
  queries: [query("{{resource}} {{what}}", topk(most, select(saturation.ratio)))],
});

export const podMemory = graph("memory-of-pods", pods.memory, {
  title: "Memory in use by pod",
  unit: "bytes",
  width: 12,
  links: [toResource("service")],
  queries: [query("{{service}} {{instance}}", topk(most, select(pods.memory.used)))],
});

export const databaseMemory = graph("memory-of-databases", db.memory, {
  title: "Memory in use by database",
  unit: "bytes",
  width: 12,
  links: [toResource("db_instance")],
  queries: [query("{{db_instance}}", topk(most, select(db.memory.used)))],
});
