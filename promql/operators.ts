/**
 * How tightly each binary operator binds, as in Prometheus' grammar. One table, so that printer and parser cannot
 * disagree.
 */
const precedence = {
  or: 1,
  and: 2,
  unless: 2,
  "==": 3,
  "!=": 3,
  "<=": 3,
  "<": 3,
  ">=": 3,
  ">": 3,
  "</": 3,
  ">/": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
  atan2: 5,
  "^": 6,
} as const;

export type BinaryOperator = keyof typeof precedence;

export const isBinaryOperator = (text: string): text is BinaryOperator => Object.hasOwn(precedence, text);

export const bindingOf = (op: BinaryOperator): number => precedence[op];

/**
 * How tightly a sign binds: what stands behind it binds tighter than the sign itself, `-a ^ b` is `-(a ^ b)`, `-a * b`
 * is `(-a) * b`.
 */
export const signBinding = precedence["*"];

export const isRightAssociative = (op: BinaryOperator): boolean => op === "^";

/**
 * Whether an operator compares: such filter, or with `bool` give 0 and 1. The trims `</` and `>/` of native histograms
 * do neither.
 */
export const isComparison = (op: BinaryOperator): boolean => precedence[op] === 3 && op !== "</" && op !== ">/";

/** Whether an operator matches whole sets of series, and has no use for numbers. */
export const isSetOperator = (op: BinaryOperator): boolean => precedence[op] <= 2;
