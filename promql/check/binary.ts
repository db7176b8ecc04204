import type { Binary, Matching } from "../ast";
import { kindName } from "../functions";
import { isComparison, isSetOperator } from "../operators";
import type { Labels } from "./labels";
import { drop, keep, union } from "./labels";
import type { Operand, Scope } from "./scope";
import { excerpt, listed, nameOf, typeError, unknownLabel } from "./scope";

export function inferBinary(expr: Binary, left: Operand, right: Operand, scope: Scope): Operand {
  checkOperator(scope, expr, left, right);
  if (left.kind === "scalar" && right.kind === "scalar") return { expr, kind: "scalar" };
  if (left.kind !== "vector" || right.kind !== "vector") {
    return { expr, kind: "vector", labels: left.kind === "vector" ? left.labels : right.labels };
  }
  if (hasLabels(left) && hasLabels(right)) checkJoin(scope, expr, left, right);
  return { expr, kind: "vector", labels: joined(expr, left.labels, right.labels) };
}

/** What Prometheus refuses already when it parses. */
function checkOperator(scope: Scope, expr: Binary, left: Operand, right: Operand): void {
  const { op, bool, matching } = expr;
  const kinds = [left.kind, right.kind];
  const refuse = (problem: string, fix: string) => typeError(scope, `${excerpt(expr)}: ${problem}.`, fix);

  for (const kind of kinds.filter((side) => side === "range" || side === "string")) {
    refuse(`"${op}" has ${kindName(kind)} at one side`, "use it on numbers and instant vectors.");
  }
  if (bool && !isComparison(op)) {
    refuse('"bool" belongs to comparisons', `write "${op}" without "bool".`);
  }
  if (!bool && isComparison(op) && kinds.every((kind) => kind === "scalar")) {
    refuse("of two numbers none can be filtered out", `write "${op} bool".`);
  }
  if (isSetOperator(op) && kinds.includes("scalar")) {
    refuse(`"${op}" has a number at one side`, "put vector(…) around the number.");
  }
  if (!matching) return;
  const { mode, labels, group } = matching;
  if (isSetOperator(op) && group) {
    refuse(`"${op}" knows no group_${group.side}`, `write "${op}" without it.`);
  }
  if (labels.length > 0 && kinds.includes("scalar")) {
    refuse(`"${mode}" matches series, and one side is a number`, `write "${op}" without it.`);
  }
  const twice = mode === "on" ? labels.filter((label) => group?.labels.includes(label)) : [];
  for (const label of twice) {
    refuse(`"${label}" stands in "on" and in "group_${group?.side ?? ""}"`, `name it in "on" alone.`);
  }
}

type Side = Operand & { readonly labels: Labels };

const hasLabels = (operand: Operand): operand is Side => operand.labels !== undefined;

function checkJoin(scope: Scope, { op, matching }: Binary, left: Side, right: Side): void {
  const { mode = "ignoring", labels: named = [], group } = matching ?? {};
  for (const label of named) {
    if (!left.labels.has(label) && !right.labels.has(label)) unknownLabel(scope, `"${mode}"`, label, [left, right]);
  }

  const compared = mode === "on" ? named : labelsOfEither(left, right).filter((label) => !named.includes(label));
  const torn = compared.filter((label) => cannotBeEqual(left.labels, right.labels, label));
  // Without "on", an "or" of different labels is no failed match but a list of both.
  if (torn.length > 0 && (mode === "on" || op !== "or")) cannotMatch(scope, mode, torn, left, right);

  if (group) {
    const one = group.side === "left" ? right : left;
    const unknown = group.labels.filter((label) => !one.labels.has(label));
    for (const label of unknown) unknownLabel(scope, `"group_${group.side}"`, label, [one]);
  }
  if (isSetOperator(op) || !matching) return;
  for (const side of ["left", "right"] as const) {
    if (group?.side !== side) checkIsOne(scope, matching, side, side === "left" ? left : right);
  }
}

const labelsOfEither = (left: Side, right: Side) => [...new Set([...left.labels.keys(), ...right.labels.keys()])];

/** A label that is missing counts as empty. One that is there sometimes can be either. */
function cannotBeEqual(left: Labels, right: Labels, label: string): boolean {
  const [one, other] = [left.get(label), right.get(label)];
  return (one === undefined) !== (other === undefined) && one !== "sometimes" && other !== "sometimes";
}

function cannotMatch(scope: Scope, mode: Matching["mode"], torn: readonly string[], left: Side, right: Side): void {
  const only = (side: Side) => torn.filter((label) => side.labels.has(label));
  const alone = [left, right]
    .filter((side) => only(side).length > 0)
    .map((side) => `only ${nameOf(side)} carries ${listed(only(side))}`);
  const common = [...left.labels.keys()].filter((label) => right.labels.has(label));
  scope.report(
    "join-cannot-match",
    `no series of one side finds a partner on the other: ${alone.join("; ")}.`,
    mode === "on"
      ? "a label that is missing counts as empty, and the other side's is not."
      : 'two series match when all labels are equal, but for those that "ignoring" lists.',
    common.length > 0
      ? `aggregate both sides by the same labels, or match "on (${listed(common)})".`
      : "aggregate both sides by the same labels; now they have none in common.",
  );
}

/** A side that may have one series a match only: no label beyond those that are matched may vary. */
function checkIsOne(scope: Scope, { mode, labels, group }: Matching, side: "left" | "right", of: Side): void {
  const isMatched = (label: string) => labels.includes(label) === (mode === "on");
  const beyond = [...of.labels]
    .filter(([label, presence]) => presence !== "fixed" && !isMatched(label) && !group?.labels.includes(label))
    .map(([label]) => label);
  if (beyond.length === 0) return;
  const matched = `(${[...of.labels.keys()].filter(isMatched).sort().join(", ")})`;
  scope.report(
    "join-many-to-one",
    `several series of ${nameOf(of)} can match one of the other side: it carries ${listed(beyond)} beyond ${matched}.`,
    "as soon as two do, Prometheus fails the whole query: a panel shows an error, an alert does not fire.",
    `aggregate that side by ${matched}${group ? "" : `, or write "group_${side}" if it is the one with many series`}.`,
  );
}

function joined({ op, matching }: Binary, left: Labels | undefined, right: Labels | undefined): Labels | undefined {
  if (op === "or") return left && right && union(left, right);
  if (isSetOperator(op)) return left;
  if (!matching) return left ?? right;
  const { mode, labels, group } = matching;
  if (group) {
    const [many, one] = group.side === "left" ? [left, right] : [right, left];
    return many && new Map([...many, ...keep(one, group.labels)]);
  }
  return mode === "on" ? keep(left, labels) : left && drop(left, labels);
}
