import type { IResolvable } from "cdktf";
import { Lazy } from "cdktf";

/**
 * A text that is made when its resource is written, and not kept: dashboards, rules and pipelines are the largest texts
 * there are, and what they are made of is there anyway (measured, 300 services: dashboards and pipelines were a fifth
 * of what is held until then, and rules were another).
 */
export const late = (make: () => string): string => Lazy.stringValue({ produce: make });

/**
 * Blocks that are made when their resource is written, and not kept, as Terraform spells them: cdktf asks for what is
 * made here, and does not translate it.
 */
export const lateBlocks = (make: () => readonly unknown[]): IResolvable => Lazy.anyValue({ produce: make });
