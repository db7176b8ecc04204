import { PlainText } from "./plain-text";

/** For jest's `snapshotSerializers`. */
export const test = (value: unknown): boolean => value instanceof PlainText;
export const serialize = (value: PlainText): string => value.text;
