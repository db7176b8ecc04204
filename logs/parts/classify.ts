import type { ScriptProcessor } from "../processor";

/** A rule for lines of one kind: those whose text begins so, or has such words in its first lines. */
export interface EventRule<Event extends string = string> {
  readonly event: Event;
  /** Texts with one of which the line begins. @default any */
  readonly begins?: readonly string[];
  /** Texts of which the line has one within its first {@link looksAt} characters. @default any */
  readonly has?: readonly string[];
  /** Levels, as the line calls them, or severities of PostgreSQL. @default any */
  readonly levels?: readonly string[];
}

/**
 * How many characters of a line are looked at: what it is about stands at its beginning; the rest may be data, in which
 * anybody may have written anything.
 */
const looksAt = 400;

/**
 * Says by the first rule that fits what a line is about. It compares texts and knows no regular expression, so no line
 * can make it slow.
 *
 * Text and level stand in `ctx.parsed`, by these keys.
 */
export const classify = (
  tag: string,
  into: { readonly object: string; readonly key: string },
  rules: readonly EventRule[],
  otherwise: string,
): { readonly script: ScriptProcessor["script"] } => ({
  script: {
    tag,
    lang: "painless",
    description: "what the line is about",
    params: {
      into: into.object,
      key: into.key,
      most: looksAt,
      otherwise,
      rules: rules.map(({ event, begins = [], has = [], levels = [] }) => ({ event, begins, has, levels })),
    },
    source: `
      String text = ctx.parsed.text.substring(0, (int) Math.min(params.most, ctx.parsed.text.length()));
      String found = params.otherwise;
      for (def rule : params.rules) {
        boolean fits = rule.levels.isEmpty() || rule.levels.contains(ctx.parsed.level);
        if (fits && !rule.begins.isEmpty()) {
          fits = false;
          for (def beginning : rule.begins) if (text.startsWith(beginning)) { fits = true; break; }
        }
        if (fits && !rule.has.isEmpty()) {
          fits = false;
          for (def words : rule.has) if (text.contains(words)) { fits = true; break; }
        }
        if (fits) { found = rule.event; break; }
      }
      if (ctx[params.into] == null) ctx[params.into] = new HashMap();
      ctx[params.into][params.key] = found;
    `,
  },
});
