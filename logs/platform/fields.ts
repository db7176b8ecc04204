import { field } from "../field";

/** Fields of the lines of the monitoring's own programs, besides those that all lines have. */

export const platformEvent = field("platform.event", "keyword", "what went wrong: one of logs/platform/events.ts");

export const platformFields = [platformEvent] as const;
