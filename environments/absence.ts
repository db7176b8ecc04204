import type { Component } from "../model/component";
import type { Monitored } from "../model/resource";
import { isInAws } from "../model/resource";
import type { Environment } from "./environment";

/** Why something that is described is not monitored in an environment; undefined where it is. */
export const whyAbsent = (thing: Monitored, { name, aws }: Environment): string | undefined =>
  aws === undefined && "kind" in thing && isInAws(thing) ? `not in ${name}: no AWS` : undefined;

/** Why the logs of a component are not collected in an environment; undefined where they are. */
export const whyLogsAbsent = ({ is }: Component, environment: Environment): string | undefined =>
  is.kind === "database" ? whyAbsent(is.database, environment) : undefined;
