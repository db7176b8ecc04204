import { eventKind, logLevel } from "./fields";
import { any, is } from "./filter";

/** What all components ask of their lines, whatever writes them. */

/** Lines of level error or worse. */
export const errorLines = any(is(logLevel, "error"), is(logLevel, "fatal"));

/** Lines that could not be taken apart: kept as they are, and counted neither as errors nor by route. */
export const unreadLines = is(eventKind, "pipeline_error");
