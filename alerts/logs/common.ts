import { logName } from "../../logs/names";
import type { LogQuery } from "../../logs/query";
import type { Component } from "../../model/component";
import { minutes } from "../../units/quantities";
import type { AlertRule } from "../alert";

/** An alert on what Elasticsearch counts. */
export type LogAlert = AlertRule<LogQuery>;

export const common = (component: Component, kind: string) => ({
  id: `${logName(component)}-${kind}`,
  kind: `log-${kind}`,
  severity: "ticket" as const,
  owner: component.owner,
  about: component.description,
  labels: { component: component.name, ...labelOfThing(component) },
  keepFiringFor: minutes(10),
});

/** The label of the alerts on the thing's metrics: what they and the lines tell of one fault is one notification. */
const labelOfThing = ({ is, name }: Component): Readonly<Record<string, string>> =>
  is.kind === "platform" ? {} : { [is.kind === "http" ? "service" : "resource"]: name };

/** What missing data means to the alerts on logs; not to the one on silence. */
export const toldBySilence = {
  means: "healthy",
  because: "that there are no lines at all is told by the alert on silence, once",
} as const;
