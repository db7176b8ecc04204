import { toYaml } from "./yaml";

/**
 * Where text leaves this program, four readers take some of it for their own language: cdktf `{TfToken[`, Terraform
 * `${` and `%{`, Helm's `tpl` `{{`, the OpenTelemetry collector `$`. One function for each (one for the first two),
 * applied once, to literal text, by whoever hands it over: for a string in a collector's configuration that is
 * `forCollector`, then `forHelmTemplate`; `forTerraform` comes last and is part of `terraformJson` and
 * `terraformYaml`. Twice would show the escapes to the reader.
 */

/**
 * Escapes text for a string of Terraform's JSON, where `${` and `%{` begin a template. In `{TfToken[` the empty
 * template `${""}` keeps cdktf from seeing a token; so no token may be part of the text.
 */
export const forTerraform = (text: string): string =>
  text.replace(/[$%](?=\{)/g, "$&$&").replaceAll("{TfToken[", '{Tf${""}Token[');

/**
 * Escapes text for a value that a chart sends through `tpl`. Backticks survive the chart's quoting (`toYaml`, `toJson`)
 * unchanged.
 */
export const forHelmTemplate = (text: string): string => text.replaceAll("{{", "{{`{{`}}");

/**
 * Escapes literal text for the collector's configuration, where `$` begins a variable: `^a$`, not `${env:MY_POD_IP}`.
 */
export const forCollector = (text: string): string => text.replaceAll("$", "$$$$");

/** A copy of `tree`, every string of it passed through `escape`; keys stay as they are. */
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

/** JSON text in a Terraform argument. */
export const terraformJson = (value: object): string => forTerraform(JSON.stringify(value));

/** YAML text in a Terraform argument, with sorted keys. */
export const terraformYaml = (value: object): string => forTerraform(toYaml(value));
