import { eventKind, logLevel } from "./fields";
import { any, is } from "./filter";

/** What all components ask of their lines, whatever writes them. */

/** Of level error or worse. */
export const errorLines = any(is(logLevel, "error"), is(logLevel, "fatal"));

/** Which could not be taken apart: kept as they are, and counted neither as errors nor by route. */
export const unreadLines = is(eventKind, "pipeline_error");
