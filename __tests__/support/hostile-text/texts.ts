/** Texts that some program on the way from the description to its readers takes for its own language. */
import * as fc from "fast-check";

const words = (text: string) => text.split(/ +/);

/** Written by people who know what the programs look for. */
export const chosen: readonly string[] = [
  // Terraform, Go templates, the collector, and each in the company of the others.
  ...words("${x} %{x} {{x}} {{{x}}} }} {{ {{`x`}} {{` {{/* $1 $$ $${x} $$${x} $$$${x} %%{x} %%%{x} $HOME $"),
  ...words("${env:HOME} $${env:HOME} $$${env:HOME} \\${x} {${x}} {{${x}}} ${{{x}}} %{{x}} $%{x} ~{x}"),
  ..."{{ x }}|{{- x -}}|{{ .Values }}|{{ `x` }}|${ x }|%{ if x }|{{ x }} ${y} %{z} $1".split("|"),
  ...words("\" ' ` \\ \\\\ \\n \\u0041 '' \"\" '\"` <&>"),
  // Tokens of cdktf: strings, lists and maps.
  ...words(
    "${TfToken[TOKEN.0]} a${TfToken[TOKEN.0]}b $${TfToken[x]} #{TfToken[TOKEN.0]} &{TfToken[TOKEN.0]} %{TfToken[",
  ),
  // What some parser of YAML takes for anything but text.
  ...words("on Off y n yes No TRUE ~ null NaN .inf 1e3 1E3 0x1f 0o17 017 0b1 1_000 .5 +1 12:30:45 2026-01-01 = <<"),
  ...words("- ? : # | > & * ! @ , [ ] {a [a &a *a !t |- >+ --- ... ---a %YAML"),
  ..."2026-01-01T00:00:00Z\n- a\na: b\na #b\n# c\n? a\n: a\n{a: b}\n[a, b]\n> a\n| a\na:\n'a\n\"a".split("\n"),
  // White space and lines.
  ...[" lead", "trail ", "  both  ", "\ttabs\t", "a\tb", "\na", "\n a", "a\n", "a\n\n", "a\nb", "a\n b\n", "a \nb"],
  ...["a\n\n\nb", "a\n  \nb", "a\r\nb", "a\rb", "a\r", "a\n---\nb", "a\n...\nb", "a\n# b", "word ".repeat(500)],
  // Beyond ASCII.
  ...["é 中文 👩‍👩‍👧 🇩🇪", "a\u2028b\u2029", "a\u00a0", "a\ufeff"],
];

const syntax = fc.constantFrom(..."$ % { } ${ %{ {{ }} $$ ` \" ' \\ : - # a ü 😀".split(" "), " ", "\n", "\r", "\t");

const samples = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number) => fc.sample(arbitrary, { seed: 20_261_123, numRuns });

/**
 * Unicode at random. Control characters and blank texts are findings of the description; Terraform composes accents.
 */
export const generated: readonly string[] = samples(
  fc.oneof(
    fc.array(syntax, { maxLength: 30 }).map((parts) => parts.join("")),
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary", maxLength: 40 }),
  ),
  60,
)
  .map((text) => text.replace(/[^\P{Cc}\r\n\t]|[\ufffe\uffff]/gu, "").normalize("NFC"))
  .filter((text) => text.trim() !== "");

/** Terraform takes time quadratic in the number of the `$`, `%` and lines of a text: it has few of them. */
export const megabyte = `\${x} ${"{{ x }} words ".repeat(70_000)}%{x}`;

const routeSyntax = fc.constantFrom(
  ..."$ % { } [ ] ( ) \\ | ^ * + . ` ' \" / : < > & , ; = - _ ! @ ~ a b 0 1".split(" "),
);

/** Route templates that the description accepts, with what OTTL and regular expressions could misread besides. */
export const paths: readonly string[] = [
  ...words(
    "/odata/$metadata /a/{id}'\" /{{x}} /{{`x`}} /${x} /$${x} /%{x} /${env:HOME} /${TfToken[TOKEN.0]} /a\\b /a\\ /\\Qa\\E /a\\\\.b",
  ),
  ...words("/a.b|c*d+e(f)[g]^h$ /` // /~user/@me /a,b;c=d&e /<x>/!y /$1 /$ /% /:id /*"),
  ...samples(fc.array(routeSyntax, { maxLength: 30 }), 30).map((parts) => `/${parts.join("")}`),
].filter((path, at, all) => all.indexOf(path) === at);
