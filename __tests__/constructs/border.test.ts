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
import { asTerraformReads } from "../support/synthesized";
import { testApp } from "../support/test-app";

const runs = { seed: 20_261_123, numRuns: 2000 };

/** Everything that one of the readers takes for its own, in every neighbourhood. */
const escapes = fc
  .array(
    fc.constantFrom(
      ...'$ % { } ${ %{ {{ }} $$ $${ ` " \\ a ü 😀 {TfToken[ TOKEN.0]} ${TfToken[TOKEN.0]} #{TfToken[TOKEN.0]} ${""}'.split(
        " ",
      ),
      "\n",
      " ",
    ),
  )
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
  it("leaves no template and gives every text back", () => {
    fc.assert(
      fc.property(strings, (text) => {
        const escaped = forTerraform(text);
        expect(asTerraformReads(escaped)).toBe(text);
        expect(escaped.replace(/([$%])\1\{|\$\{""\}/g, " ")).not.toMatch(/[$%]\{/);
      }),
      runs,
    );
  });

  it("doubles the sign before a template, and parts the word that cdktf looks for", () => {
    expect(forTerraform("${a} %{b} $c")).toBe("$${a} %%{b} $c");
    expect(forTerraform("${TfToken[TOKEN.1]}")).toBe('$${Tf${""}Token[TOKEN.1]}');
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
  const newStack = () => new TerraformStack(testApp(), "stack");

  /** What stands in the output for each value. */
  function written(values: readonly string[], stack = newStack()): string[] {
    values.forEach((value, at) => new TerraformOutput(stack, `text-${at}`, { value }));
    const { output } = JSON.parse(Testing.synth(stack)) as { output: Record<string, { value: string }> };
    return values.map((_, at) => output[`text-${at}`]?.value ?? "");
  }

  const texts = fc.sample(strings, { ...runs, numRuns: 1000 }).concat("${TfToken[TOKEN.0]}", "${TfToken[nonsense]}");

  it("comes through cdktf as it was", () => {
    expect(written(texts.map(forTerraform)).map(asTerraformReads)).toEqual(texts);
  });

  it("keeps the document whole where text looks like a token", () => {
    const trees = texts.map((text) => ({ [text]: text }));
    expect(written(trees.map(terraformJson)).map((json) => JSON.parse(asTerraformReads(json)) as unknown)).toEqual(
      trees,
    );
    expect(written(trees.map(terraformYaml)).map((yaml) => parse(asTerraformReads(yaml)) as unknown)).toEqual(trees);
  });

  it("would without the escape be replaced by a reference, or crash", () => {
    const stack = newStack();
    const token = new TerraformVariable(stack, "secret", {}).stringValue;
    expect(token).toMatch(/^\$\{TfToken\[TOKEN\.\d+\]\}$/);
    expect(written([token, forTerraform(token)], stack).map(asTerraformReads)).toEqual(["${var.secret}", token]);
    expect(() => written(["${TfToken[nonsense]}"])).toThrow("nonsense");
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
