/**
 * Why Prometheus (RE2) would refuse a pattern; undefined if it would not, or if only RE2 itself can tell.
 * JavaScript's dialect knows more, lookarounds and back references, and lacks `(?i)` and `(?P<name>…)`.
 */
export function regexProblem(pattern: string): string | undefined {
  const unescaped = pattern.replaceAll("\\\\", "");
  if (/\(\?<?[=!]/.test(unescaped)) return "RE2 has no lookahead and no lookbehind";
  if (/\\[1-9]/.test(unescaped)) return "RE2 has no back references";
  if (/\(\?[^:]/.test(unescaped)) return undefined;
  try {
    new RegExp(pattern);
    return undefined;
  } catch (problem) {
    return String(problem).replace(/^.*: /, "").toLowerCase();
  }
}

/** Does the whole of `text` match? Undefined where only RE2 can tell. */
export function matchesWhole(pattern: string, text: string): boolean | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, "s").test(text);
  } catch {
    return undefined;
  }
}
