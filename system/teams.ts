import type { Team } from "../model/team";

export const storefront: Team = { name: "storefront", title: "Storefront" };
export const sales: Team = { name: "sales", title: "Sales systems" };
export const manufacturing: Team = { name: "manufacturing", title: "Manufacturing systems" };
/** The team that runs the cluster and this monitoring. */
export const platform: Team = { name: "platform", title: "Platform" };
