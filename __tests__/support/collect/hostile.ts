import type { Arbitrary } from "fast-check";
import { array, constantFrom, oneof } from "fast-check";

/** What Beats, Logstash, Terraform, Helm and regular expressions read as their own, between other text. */
export const hostile = (text: Arbitrary<string>): Arbitrary<string> =>
  array(oneof(constantFrom(...signs), text), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));

const signs = [
  "${HOME}",
  "%{[message]}",
  "{{ .Values }}",
  "${data.kubernetes.pod.name}",
  "${",
  "%{",
  "}",
  "$",
  "$$",
  "$}",
  '"',
  "'",
  "\\",
  '\\"',
  "# ",
  "\n",
  " => ",
  "] [",
  ".*",
  "(",
  "|",
];
