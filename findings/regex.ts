/**
 * Why Prometheus (RE2) would refuse a pattern; undefined if it would not, or if only RE2 itself can tell.
 * JavaScript's dialect knows more, lookarounds and back references, and lacks `(?i:…)`.
 */
export function regexProblem(pattern: string): string | undefined {
  const unescaped = pattern.replaceAll("\\\\", "");
  if (/\(\?<?[=!]/.test(unescaped)) return "RE2 has no lookahead and no lookbehind";
  if (/\\[1-9]/.test(unescaped)) return "RE2 has no back references";
  const { source, flags } = inJavaScript(pattern);
  if (/\(\?[^:<]/.test(source.replaceAll("\\\\", ""))) return undefined;
  try {
    new RegExp(source, flags);
    return undefined;
  } catch (problem) {
    return String(problem).replace(/^.*: /, "").toLowerCase();
  }
}

/** A pattern, also of RE2, that matches nothing but this text. */
export const literal = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");

/** Whether a pattern matches the whole of `text`; undefined where only RE2 can tell. */
export function matchesWhole(pattern: string, text: string): boolean | undefined {
  const { source, flags } = inJavaScript(pattern);
  try {
    return new RegExp(`^(?:${source})$`, flags).test(text);
  } catch {
    return undefined;
  }
}

/**
 * The same in JavaScript's dialect, in which flags do not stand in the pattern. `.` matches line feeds, as Prometheus
 * has it; how greedy it is, and where a line ends, makes no difference to the whole of a text.
 */
function inJavaScript(pattern: string): { readonly source: string; readonly flags: string } {
  const [stated, letters = ""] = /^\(\?([imsU]+)\)/.exec(pattern) ?? [""];
  return {
    source: pattern.slice(stated.length).replaceAll("(?P<", "(?<"),
    flags: letters.includes("i") ? "is" : "s",
  };
}
