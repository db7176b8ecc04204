import type { Duration } from "../../units/quantities";
import { seconds } from "../../units/quantities";
import { unquote } from "../strings";
import { Refusal } from "./refusal";
import type { Node } from "./tree";
import { child } from "./tree";

/** The value of a string literal: the tree holds none that Prometheus refuses. */
export const stringValue = (node: Node): string => unquote(node.text) ?? "";

export const labelName = (node: Node): string =>
  node.name === "QuotedLabelName" ? stringValue(child(node, 0)) : node.text;

export const labelList = (node: Node): string[] => node.children.map(labelName);

/**
 * Sign and value of a number. The grammar takes a sign for a part of the number before which it stands; whether it is
 * one, the caller knows.
 */
export function signedNumber(node: Node): { readonly sign: string; readonly value: number } {
  const [, sign = "", digits = ""] = /^([+-]?)\s*(.*)$/s.exec(node.text) ?? [];
  return { sign, value: number(digits) };
}

/** A duration in whole milliseconds, as Prometheus has it. */
export function duration(node: Node, text: string): Duration {
  const { milliseconds } = seconds(number(text));
  if (!Number.isFinite(milliseconds)) throw new Refusal(node.from, `"${text}" is no duration`);
  return { milliseconds: Math.round(milliseconds) };
}

const unitSeconds: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** Durations count in seconds, as Prometheus has it: `5m` is 300. */
function number(text: string): number {
  const digits = text.toLowerCase().replaceAll("_", "");
  if (digits === "inf") return Infinity;
  if (/^0[0-7]+$/.test(digits)) return parseInt(digits, 8);
  if (digits.startsWith("0x") || !/[smhdwy]$/.test(digits)) return Number(digits);
  const parts = Array.from(
    digits.matchAll(/(\d+)([a-z]+)/g),
    ([, n, unit = ""]) => Number(n) * (unitSeconds[unit] ?? 0),
  );
  return parts.reduce((sum, part) => sum + part, 0);
}
