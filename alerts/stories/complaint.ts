/** promtool's complaint about the test of one story, taken apart. */
export interface Complaint {
  /** The labels of the instances that the alert fires for, where others were expected. */
  readonly alert?: { readonly expected: readonly string[]; readonly got: readonly string[] };
  /** The names of queries that have another answer than was expected. */
  readonly differing: ReadonlySet<string>;
  /** The names of queries that have none, with what Prometheus says of them. */
  readonly refused: ReadonlyMap<string, string>;
  /** What is nothing of all this, in promtool's words: rules that it could not evaluate. */
  readonly rest: string;
}

const alertDiffers =
  / {4}name: .*,\n {4}alertname: .*\n {8}exp:(\[\]|\[\n[^]*?\n {12}\]), \n {8}got:(\[\]|\[\n[^]*?\n {12}\])$/gm;
const query = String.raw` {4}expr: "# (\S+)\\n(?:[^"\\]|\\.)*", time: [^,]+,`;
const queryDiffers = new RegExp(String.raw`^${query}\n {8}exp: .*\n {8}got: .*$`, "gm");
const queryRefused = new RegExp(`^${query} err: (.*)$`, "gm");

export function complaintIn(text: string): Complaint {
  const [alert] = text.matchAll(alertDiffers);
  return {
    ...(alert && { alert: { expected: labelsIn(alert[1]), got: labelsIn(alert[2]) } }),
    differing: new Set(Array.from(text.matchAll(queryDiffers), ([, name = ""]) => name)),
    refused: new Map(Array.from(text.matchAll(queryRefused), ([, name = "", why = ""]) => [name, why])),
    rest: [alertDiffers, queryDiffers, queryRefused]
      .reduce((left, known) => left.replace(known, ""), text)
      .split("\n")
      .filter((line) => !/^\s*(?:FAILED:|SUCCESS|Processing test file: .*|)$/.test(line))
      .join("\n"),
  };
}

/** Without the name of the alert, which is the test's. */
const labelsIn = (text = ""): string[] =>
  Array.from(text.matchAll(/^\s*Labels:(\{.*\})/gm), ([, labels = ""]) =>
    labels.replace(/alertname="[^"]*"(?:, )?/, ""),
  );
