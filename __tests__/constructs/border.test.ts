import { describe, expect, it } from "@jest/globals";
import { TerraformOutput, TerraformStack, TerraformVariable, Testing } from "cdktf";
import * as fc from "fast-check";
import { parse } from "yaml";
import {
  forCollector,
  forHelmTemplate,
  forTerraform,
  inStrings,
  terraformJson,
  terraformYaml,
} from "../../constructs/border";
import { toYaml } from "../../constructs/yaml";

const runs = { seed: 20_261_123, numRuns: 2000 };

/** Everything that one of the readers takes for its own, in every neighbourhood. */
const escapes = fc
  .array(fc.constantFrom("$", "%", "{", "}", "${", "%{", "{{", "}}", "$$", "`", '"', "\\", "\n", " ", "a", "ü", "😀"))
  .map((parts) => parts.join(""));

/** What some parser of YAML takes for anything but a string, or breaks. */
const ambiguous = fc.constantFrom(
  ..."1e3 1E3 e1 0x1 0o7 0b1 07 1_000 12:30:45 2020-01-01 .5 +1 .inf -.INF .nan ~ null NULL true True on OFF yes n Y = <<"
    .split(" ")
    .concat([
      "",
      " lead",
      "trail ",
      "a: b",
      "a #b",
      "#c",
      "- a",
      "? a",
      "---",
      "...",
      "[",
      "{a",
      "@a",
      "%a",
      "&a",
      "*a",
    ])
    .concat(["\na", "a\n", "a\n\n", "a\nb", "a\n b\n", "a\n  \nb", "a \nb", "a\tb", "a\r\nb", "l\n".repeat(99)])
    .concat(["\u0000", "\u001b", "\u007f", "\u0085", "\u009f", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff"])
    .concat(["x".repeat(3000), "'", '"', "'\"", "|", "> a", "!t", ",a", "中文", "👩‍👩‍👧"]),
);

const strings = fc.oneof(
  escapes,
  ambiguous,
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }).filter((text) => !/\p{Surrogate}/u.test(text)),
);
const trees = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    strings,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(strings, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).tree;

describe("forTerraform", () => {
  /** As HCL reads a string without templates: left to right, `$${` and `%%{` stand for `${` and `%{`. */
  const read = (text: string) => text.replace(/([$%])\1\{/g, "$1{");

  it("leaves no template and gives every text back", () => {
    fc.assert(
      fc.property(strings, (text) => {
        const escaped = forTerraform(text);
        expect(escaped.replace(/([$%])\1\{/g, " ")).not.toMatch(/[$%]\{/);
        expect(read(escaped)).toBe(text);
      }),
      runs,
    );
  });

  it("keeps tokens of cdktf, and escapes what stands beside them", () => {
    const token = new TerraformVariable(new TerraformStack(Testing.app(), "stack"), "v", {}).stringValue;
    expect(forTerraform(`\${a} ${token} %{b}`)).toBe(`$\${a} ${token} %%{b}`);
  });
});

describe("forHelmTemplate", () => {
  it("leaves no action but raw strings, which give every text back", () => {
    fc.assert(
      fc.property(strings, (text) => {
        const escaped = forHelmTemplate(text);
        expect(escaped.replaceAll("{{`{{`}}", " ")).not.toContain("{{");
        expect(escaped.replaceAll("{{`{{`}}", "{{")).toBe(text);
      }),
      runs,
    );
  });
});

describe("forCollector", () => {
  it("leaves no single dollar and gives every text back", () => {
    fc.assert(
      fc.property(strings, (text) => {
        const escaped = forCollector(text);
        expect(escaped.replaceAll("$$", "")).not.toContain("$");
        expect(escaped.replace(/\$\$/g, "$")).toBe(text);
      }),
      runs,
    );
    expect(forCollector("^a$ $1")).toBe("^a$$ $$1");
  });
});

describe("inStrings", () => {
  it("reaches every string of a tree, and neither keys nor anything else", () => {
    const tree = { $: ["$", { b: "$$" }], c: 1, d: true, e: null, f: [] };
    expect(inStrings(tree, forCollector)).toEqual({ $: ["$$", { b: "$$$$" }], c: 1, d: true, e: null, f: [] });
  });
});

describe("toYaml", () => {
  it.each(["1.1", "1.2"] as const)("is read as it was written by a parser of YAML %s", (version) => {
    fc.assert(
      fc.property(trees, (tree) => {
        expect(parse(toYaml({ tree }), { version, merge: false })).toEqual({ tree });
      }),
      { ...runs, numRuns: 500 },
    );
  });

  it("does not depend on the order of keys, nor on who else refers to a part", () => {
    const shared = { b: 1, a: 2 };
    expect(toYaml({ y: shared, x: shared })).toBe('x:\n  a: 2\n  b: 1\n"y":\n  a: 2\n  b: 1\n');
  });

  it("leaves out what is undefined and keeps null, with which a chart's default is removed", () => {
    expect(toYaml({ a: undefined, b: null, c: {}, d: [[], {}, [1]] })).toBe(
      "b: null\nc: {}\nd:\n  - []\n  - {}\n  - - 1\n",
    );
  });

  it("reads like a person's where it can: plain words, and text of several lines as a block", () => {
    expect(toYaml({ mode: "statefulset", on: "off", expr: "sum(a)\n/\nsum(b)", size: "50Gi", port: 80 })).toBe(
      'expr: |-\n  sum(a)\n  /\n  sum(b)\nmode: statefulset\n"on": "off"\nport: 80\nsize: "50Gi"\n',
    );
  });

  it("neither folds nor shortens a long text", () => {
    const text = "long words ".repeat(100_000);
    expect(toYaml({ text })).toBe(`text: ${JSON.stringify(text)}\n`);
  });
});

describe("what is written for Terraform", () => {
  /** The text that stands in the output for what `write` makes of a token. */
  function written(write: (token: string) => string): unknown {
    const stack = new TerraformStack(Testing.app(), "stack");
    const { stringValue } = new TerraformVariable(stack, "secret", { sensitive: true });
    new TerraformOutput(stack, "text", { value: write(stringValue) });
    return (JSON.parse(Testing.synth(stack)) as { output: { text: { value: unknown } } }).output.text.value;
  }

  it("encodes a token that is a whole string, so that quotes in its value do no harm", () => {
    expect(written((a) => terraformJson({ a, b: "${x}" }))).toBe('{"a":${jsonencode(var.secret)},"b":"$${x}"}');
    expect(written((a) => terraformYaml({ a, b: "${x}" }))).toBe('a: ${jsonencode(var.secret)}\nb: "$${x}"\n');
  });

  it("pastes a token amid other text", () => {
    expect(written((token) => terraformJson({ a: `https://${token}/%{x}` }))).toBe(
      '{"a":"https://${var.secret}/%%{x}"}',
    );
  });

  it("keeps the order of keys in JSON and is the same document otherwise", () => {
    fc.assert(
      fc.property(trees, (tree) => {
        expect(terraformJson({ tree })).toBe(forTerraform(JSON.stringify({ tree })));
      }),
      { ...runs, numRuns: 300 },
    );
  });
});
