import type { Filter } from "../filter";
import { kql } from "../filter";

/** A question as Kibana keeps it. @param filter default: whatever there is */
export const inKuery = (filter?: Filter) => ({ query: filter ? kql(filter) : "", language: "kuery" }) as const;
