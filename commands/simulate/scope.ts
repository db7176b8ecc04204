import { allEndpoints } from "../../model/http-service";

/** Sorts endpoints: the whole comes before its parts. */
export const byScope = (one: string, other: string): number =>
  Number(other === allEndpoints) - Number(one === allEndpoints) || (one < other ? -1 : Number(one > other));
