import type { AnyAlert } from "../alerts/alert";
import type { Component } from "../model/component";
import type { AnySlice } from "../slices/slice";
import type { Facts } from "./facts";
import type { Cell, Lack } from "./cell";

/** What signals and logs can lack alike. */

export const unheard = ({ id }: AnyAlert): Lack => ({
  what: `the alert ${id} is in no rule group of this app.`,
  fix: "hand the alerts of the slice to its AnyAlerts, all of them: addSliceContent does.",
});

export const uncollected = ({ name }: Pick<Component, "name">): Lack => ({
  what: `nobody in this app fetches the lines of ${name}.`,
  fix: "construct what reads them, and name the component in its collects(): Filebeat of the ElkCluster for pods, DatabaseLogs for RDS.",
});

export function ownerOf({ app, slice }: Pick<Facts, "app" | "slice">): Cell {
  const name = slice.owner.name.trim();
  if (name === "") return { has: [], lacks: [ownerless(slice)] };
  return { has: [name], lacks: app.notified.has(name) ? [] : [unnotified(name)] };
}

const ownerless = ({ name }: AnySlice): Lack => ({
  what: `${name} belongs to nobody.`,
  fix: "owner: a team of system/teams.ts",
});

const unnotified = (team: string): Lack => ({
  what: `no notification policy of this app leads to ${team}.`,
  fix: `name ${team} in notifications.teams of the environment; the stack's NotificationRouting does the rest.`,
});
