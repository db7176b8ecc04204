import { describe, expect, it } from "@jest/globals";
import { environments } from "../../environments";
import { deployedIn } from "../../deployed/deployed";
import { rendered } from "../../simulation/grafana-template";
import { buildApp } from "../../synthesis/app";
import { documentsOf } from "../../synthesis/documents";
import { system } from "../../system";

const data = { labels: { endpoint: "/api/cart", job: "red" }, values: new Map([["A", 0.3333]]) };

describe("an annotation as Grafana writes it", () => {
  it.each([
    ["{{ $labels.endpoint }} fails {{ $values.A.Value | humanizePercentage }}", "/api/cart fails 33.33%"],
    ['{{ if ne $labels.endpoint "all" }}{{ $labels.endpoint }} of {{ end }}shop', "/api/cart of shop"],
    ['{{ if eq $labels.endpoint "all" }}{{ if ge $values.A.Value 0.1 }}ill{{ end }} of all{{ end }}shop', "shop"],
    ["{{ if ge $values.A.Value 0.3333 }}ill{{ end }}{{ if gt $values.A.Value 0.3333 }}!{{ end }}", "ill"],
    ['{{ "{{" }} stays', "{{ stays"],
    ["$values.A.Value stays", "$values.A.Value stays"],
  ])("of %s is %s", (template, written) => {
    expect(rendered(template, data)).toBe(written);
  });

  it("says so where there is nothing to tell", () => {
    expect(rendered('{{ $labels.pod }} {{ $values.B.Value | printf "%.1f" }}', data)).toBe("[no value] [no value]");
    expect(rendered("{{ if ge $values.B.Value 1.0 }}ill{{ end }}", data)).toBe("");
  });

  it("leaves what it does not know where everybody sees it", () => {
    const template = "{{ $labels.job | toUpper }} {{ range $labels }}";
    expect(rendered(template, data)).toBe(template);
  });
});

describe.each([...environments])("what the alerts of %s say", (_, environment) => {
  const said = deployedIn(documentsOf(buildApp({ system, environment }))).alerts.flatMap(({ uid, says }) =>
    says ? [{ uid, ...says }] : [],
  );

  it("is understood as a whole, and asks for all that it tells", () => {
    for (const { uid, summary, lookFirst = "", value, besides } of said) {
      const values = new Map([value, ...besides.map(({ ref }) => ref)].map((ref) => [ref, 7]));
      const written = rendered(`${summary}\n${lookFirst}`, { labels: labelsIn(summary), values });
      expect({ uid, written }).toEqual({ uid, written: expect.not.stringMatching(/\{\{|\[no value\]/) });
      expect(summary).not.toBe("");
    }
    expect(said.some(({ lookFirst, besides }) => lookFirst !== undefined && besides.length > 0)).toBe(true);
  });
});

const labelsIn = (template: string): Record<string, string> =>
  Object.fromEntries([...template.matchAll(/\$labels\.(\w+)/g)].map(([, name = ""]) => [name, name]));
