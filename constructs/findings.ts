import type { Finding } from "../findings/finding";

/** A construct that can tell what is wrong with it. Synthesis asks all of them before it writes anything. */
export interface HasFindings {
  findings(): readonly Finding[];
}

export const hasFindings = (c: object): c is HasFindings => "findings" in c && typeof c.findings === "function";
