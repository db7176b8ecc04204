import { describe, expect, it } from "@jest/globals";
import { code, fenced, inMarkdown, onOneLine } from "../../findings/markdown";

describe("somebody else's text in Markdown", () => {
  it("is code that nothing in it can end, and a bar stays a bar", () => {
    expect(["a", "`a", "a``b", "a|b", "a\nb", ""].map(code)).toEqual([
      "`a`",
      "`` `a ``",
      "```a``b```",
      "`a|b`",
      "`a ⏎ b`",
      "` `",
    ]);
  });

  it("is a block of code that nothing in it can end; what cannot be seen is spelled out, but for tabs", () => {
    expect(fenced("a````b")).toBe("`````\na````b\n`````");
    expect(fenced("+a\n\t-b\u202e\r", "diff")).toBe("```diff\n+a\n\t-b\\u202e\\u000d\n```");
  });

  it("is no markup, names nobody, and refers to nothing", () => {
    expect(inMarkdown("<b>&amp; *a* [b](c) | `d` ~~e~~ $f$")).toBe(
      "&lt;b>&amp;amp; \\*a\\* \\[b\\](c) \\| \\`d\\` \\~\\~e\\~\\~ \\$f\\$",
    );
    expect(inMarkdown("@all #1 job:key:rate https://a.example")).toBe(
      "@<!-- -->all #<!-- -->1 job:<!-- -->key:rate https:<!-- -->//a.example",
    );
  });

  it("stands on one line, and nothing in it acts unseen", () => {
    expect(onOneLine("a\r\n  b\u001b[31m\u061c\u2028\u{e0041}")).toBe("a ⏎ b\\u001b[31m\\u061c\\u2028\\u{e0041}");
  });
});
