import type { Scenario } from "../scenario";
import { data } from "./data";
import { errors } from "./errors";
import { latency } from "./latency";
import { monitoring } from "./monitoring";
import { pods } from "./pods";
import { queues } from "./queues";
import { quiet } from "./quiet";
import { together } from "./together";
import { traffic } from "./traffic";

export const scenarios: readonly Scenario[] = [
  ...errors,
  ...latency,
  ...traffic,
  ...together,
  ...pods,
  ...queues,
  ...data,
  ...monitoring,
  ...quiet,
];
