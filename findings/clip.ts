import { cut, spelledOut } from "./unseen";

/** Somebody else's text, short enough for a message, and nothing that a terminal would obey. */
export const clip = (text: string, maxLength = 80): string => cut(spelledOut(text.slice(0, maxLength + 1)), maxLength);
