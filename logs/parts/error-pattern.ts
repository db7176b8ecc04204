import type { ScriptProcessor } from "../processor";

/**
 * Makes the pattern of an error from its first line, without what differs from one to the next: what stands in quotes
 * becomes `*`, a word with a digit or an `@` becomes `#`. It reads the text once, without regular expressions.
 */
export const patternOfError: ScriptProcessor = {
  script: {
    tag: "error-pattern",
    lang: "painless",
    description: "what errors of one kind have in common",
    if: "ctx.error?.message instanceof String",
    params: { most: 256 },
    source: `
      String text = ctx.error.message;
      int most = (int) Math.min(params.most, text.length());
      StringBuilder out = new StringBuilder();
      int i = 0;
      while (i < most) {
        char c = text.charAt(i);
        if (c == (char) '\n') break;
        int close = c == (char) "'" || c == (char) '"' ? text.indexOf('' + c, i + 1) : -1;
        if (close > 0) {
          out.append('*');
          i = close + 1;
        } else if (Character.isLetterOrDigit(c)) {
          int end = i;
          boolean differs = false;
          while (end < most) {
            char d = text.charAt(end);
            if (!Character.isLetterOrDigit(d) && '._:-/@'.indexOf('' + d) < 0) break;
            differs = differs || Character.isDigit(d) || d == (char) '@';
            end += 1;
          }
          out.append(differs ? '#' : text.substring(i, end));
          i = end;
        } else {
          out.append(c);
          i += 1;
        }
      }
      ctx.error.pattern = out.toString().trim();
    `,
  },
};
