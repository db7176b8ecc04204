import { literal } from "../../findings/regex";
import type { AnyStory } from "./promtool";
import type { RecordedRule } from "./recorded";

/** Name of another thing of the same kind in stories: an alert must not mistake it for its own. */
export const another = (name: string): string => `${name}-other`;

/**
 * Recording rules that would be deployed for {@link another} thing: those of the thing, under its name. None where a
 * story does not speak of it.
 *
 * @param name of the thing that the alert is about
 */
export function rulesOfAnother(name: string, { given }: AnyStory, behind: readonly RecordedRule[]): RecordedRule[] {
  if (!given.some(({ series }) => series.includes(another(name)))) return [];
  const word = new RegExp(`\\b${literal(name)}\\b(?!-other)`, "g");
  return behind.flatMap((rule) => {
    const text = JSON.stringify(rule.expr);
    const other = text.replace(word, another(name));
    return other === text ? [] : [{ ...rule, expr: JSON.parse(other) as RecordedRule["expr"] }];
  });
}
