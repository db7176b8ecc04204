import { field } from "../field";

/** What is known of a line of the monitoring's own programs, besides what all lines have. */

export const platformEvent = field("platform.event", "keyword", "what went wrong: one of logs/platform/events.ts");

export const platformFields = [platformEvent] as const;
