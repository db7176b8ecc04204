import { Fn } from "cdktf";
import { toYaml } from "./yaml";

/**
 * Where text leaves this program, three readers take some of it for their own language: Terraform `${` and `%{`, Helm's
 * `tpl` `{{`, the OpenTelemetry collector `$`. One function for each, applied once, to literal text, by whoever hands it
 * over: for a string in a collector's configuration that is `forCollector`, then `forHelmTemplate`; `forTerraform` comes
 * last and is part of `terraformJson` and `terraformYaml`. Twice would show the escapes to the reader.
 */

const token = /\$\{TfToken\[[^\]]+\]\}/;

/** As a string of Terraform's JSON, where `${` and `%{` begin a template. Tokens of cdktf stay tokens. */
export const forTerraform = (text: string): string => text.replace(/([$%])\{(?!TfToken\[)/g, "$1$1{");

/** As a value that a chart sends through `tpl`. Backticks survive the chart's quoting (`toYaml`, `toJson`) unchanged. */
export const forHelmTemplate = (text: string): string => text.replaceAll("{{", "{{`{{`}}");

/** As literal text in the collector's configuration, where `$` begins a variable: `^a$`, not `${env:MY_POD_IP}`. */
export const forCollector = (text: string): string => text.replaceAll("$", "$$$$");

/** The same tree, every string of it passed through `escape`; keys stay as they are. */
export function inStrings<T>(tree: T, escape: (text: string) => string): T {
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return escape(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, walk(child)]));
    return value;
  };
  return walk(tree) as T;
}

/**
 * JSON text in a Terraform argument. A string that is one whole token becomes `${jsonencode(…)}`, so that quotes in its
 * value do no harm; a token amid other text is pasted as it is: only for values without quotes and backslashes.
 */
export const terraformJson = (value: object): string => encodeTokens(forTerraform(JSON.stringify(value)));

/** YAML text in a Terraform argument, with sorted keys; tokens as in {@link terraformJson}. */
export const terraformYaml = (value: object): string => encodeTokens(forTerraform(toYaml(value)));

/** JSON is YAML too, so the same reference serves both. */
const encodeTokens = (text: string): string =>
  text.replace(new RegExp(`"(${token.source})"`, "g"), (_, reference: string) => Fn.jsonencode(reference));
