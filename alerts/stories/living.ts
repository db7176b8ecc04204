import type { Binary, Call, Expr } from "../../promql/ast";
import type { RecordedRule } from "./recorded";
import type { Story } from "./story";
import { metricOf } from "./series";

/**
 * The rules that write anything while exporters emit what a story gives: what pages of services silence is behind many
 * alerts, and in most stories no service is spoken of.
 */
export function living(rules: readonly RecordedRule[], { given }: Story): readonly RecordedRule[] {
  const emitted = given.map(({ series }) => metricOf(series));
  const among = (alive: readonly RecordedRule[]): readonly RecordedRule[] => {
    const there = new Set([...emitted, ...alive.map(({ record }) => record)]);
    const more = rules.filter(({ expr }) => !isEmpty(expr, there));
    return more.length === alive.length ? more : among(more);
  };
  return among([]);
}

/** Whether a query certainly has no result, when only these metrics have series. */
function isEmpty(expr: Expr, there: ReadonlySet<string>): boolean {
  switch (expr.kind) {
    case "selector":
      return expr.metric !== undefined && !there.has(expr.metric);
    case "call":
      return isEmptyCall(expr, there);
    case "binary":
      return isEmptyBinary(expr, there);
    case "aggregate":
    case "subquery":
    case "unary":
      return isEmpty(expr.of, there);
    case "number":
    case "string":
      return false;
  }
}

/** Of nothing these make something. */
const makers: readonly string[] = ["absent", "absent_over_time", "scalar", "vector"];

const isEmptyCall = ({ func, args }: Call, there: ReadonlySet<string>): boolean =>
  !makers.includes(func) && args.some((arg) => isEmpty(arg, there));

function isEmptyBinary({ op, left, right }: Binary, there: ReadonlySet<string>): boolean {
  if (op === "or") return isEmpty(left, there) && isEmpty(right, there);
  if (op === "unless") return isEmpty(left, there);
  return isEmpty(left, there) || isEmpty(right, there);
}
