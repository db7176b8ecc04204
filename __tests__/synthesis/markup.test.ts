/**
 * Anybody who can make a service log can write what he likes into a line. Wherever our output shows what stands in
 * lines, it is text: it makes no link, calls nobody and draws nothing. What was stored is in __tests__/live.
 */
import { describe, expect, it } from "@jest/globals";
import { production } from "../../environments/production";
import { MonitoringStack } from "../../stacks/monitoring-stack";
import { system } from "../../system";
import { fillAlertTemplate } from "../support/links/templates";
import { linksOf } from "../support/links/walk";
import type { RuleView } from "../support/synthesized";
import { dashboardOf, resourcesOf, rulesOf, synthesizedStack } from "../support/synthesized";
import { testApp } from "../support/test-app";

const stack = synthesizedStack(new MonitoringStack(testApp(), "monitoring", { environment: production, system }));
const links = linksOf(stack);
const rules = resourcesOf(stack, "grafana_rule_group").flatMap(([, group]) => rulesOf(group));

const hostile = `<!channel> <https://evil.example|the runbook> https://evil.example <script>alert("1")</script>`;

interface AskedOfLogs {
  readonly model: { readonly bucketAggs?: readonly { readonly type: string; readonly field: string }[] };
}

/** What the instances of a rule are told apart by that stands in lines. */
const writtenOutside = (rule: RuleView): string[] =>
  (rule.data as readonly AskedOfLogs[]).flatMap(({ model: { bucketAggs = [] } }) =>
    bucketAggs.flatMap(({ type, field }) => (type === "terms" ? [field] : [])),
  );

/** All that a notification shows of a rule, as Grafana makes it for one instance. */
function told(rule: RuleView): string[] {
  const ofQuery = Object.fromEntries(writtenOutside(rule).map((label) => [label, hostile]));
  const texts = { ...ofQuery, ...(rule.labels as Texts), ...(rule.annotations as Texts) };
  // Numbers are Grafana's.
  return Object.values(texts).map((text) => fillAlertTemplate(text.replace(/\{\{ \$values\..*?\}\}/g, "1"), ofQuery));
}

type Texts = Readonly<Record<string, string>>;

describe("what stands in lines", () => {
  const asking = rules.filter((rule) => writtenOutside(rule).length > 0);

  it("is told in notifications without a sign that Slack, mail or a pager would make something of", () => {
    expect(asking.length).toBeGreaterThanOrEqual(6);
    const texts = asking.flatMap(told);
    expect(texts.filter((text) => text.includes("!channel")).length).toBeGreaterThanOrEqual(2 * asking.length);
    const addresses = texts.filter((text) => /^https:\/\/\S+$/.test(text));
    expect(texts.filter((text) => /[<>]/.test(text))).toEqual([]);
    expect(texts.filter((text) => text.includes("://") && !addresses.includes(text))).toEqual([]);
    expect(
      addresses.filter((text) => text.includes("evil.example") && !text.startsWith(production.elk.kibana.url)),
    ).toEqual([]);
  });

  it("would be noticed otherwise: a summary that prints a label as it is", () => {
    const careless = asking.map(({ annotations, ...rule }) => ({
      ...rule,
      annotations: { ...(annotations as Texts), summary: "{{ index $labels `error.pattern` }}" },
    }));
    expect(careless.flatMap(told).filter((text) => /[<>]/.test(text))).toHaveLength(asking.length);
  });

  it("stands in links of panels only encoded, behind an address of ours", () => {
    const ofPanels = links.filter(({ by, where }) => by === "panel" && where.startsWith("dashboard log-"));
    const own = /\$\{(__from:date:iso|__to:date:iso|__url_time_range)\}/g;
    const placeholders = ofPanels.flatMap(({ url }) => url.replace(own, "").match(/\$\{[^}]*\}|\$\w+/g) ?? []);
    expect(placeholders.length).toBeGreaterThan(0);
    expect(placeholders.filter((placeholder) => !placeholder.endsWith(":percentencode}"))).toEqual([]);
    expect(ofPanels.filter(({ url }) => !/^(https:\/\/[^/$]+|)\//.test(url))).toEqual([]);
  });

  it("is drawn by Grafana as text: no panel, cell or name asks for Markdown or HTML", () => {
    const panels = resourcesOf(stack, "grafana_dashboard").flatMap(([, resource]) => dashboardOf(resource).panels);
    expect(new Set(panels.map(({ type }) => type))).toEqual(new Set(["heatmap", "row", "stat", "table", "timeseries"]));
    expect(JSON.stringify(panels)).not.toMatch(/"(?:markdown|html|image|json-view|data-links)"/i);
  });

  it("stands in links of Kibana's fields only encoded, and is their text", () => {
    const formats = resourcesOf(stack, "elasticstack_kibana_data_view").flatMap(([, { data_view: view }]) =>
      Object.values((view as { field_formats?: Record<string, Format> }).field_formats ?? {}),
    );
    const linked = formats.filter(({ id }) => id === "url");
    expect(linked.length).toBeGreaterThan(0);
    // Of `{{value}}` Kibana encodes what it puts into an address, of `{{rawValue}}` it does not; a label is text.
    for (const { params } of linked) {
      expect(params).toMatchObject({ type: "a", labeltemplate: "{{value}}" });
      expect(params.urltemplate).toMatch(/^https:\/\/[^{]+\{\{value\}\}/);
      expect(params.urltemplate?.match(/\{\{.*?\}\}/g)).toEqual(["{{value}}"]);
    }
  });

  it("stands in no Markdown of Kibana, which has none, and in no link of its dashboards", () => {
    const objects = resourcesOf(stack, "elasticstack_kibana_import_saved_objects").map(([, { file_contents: text }]) =>
      String(text),
    );
    expect(objects.length).toBeGreaterThan(6);
    for (const text of objects) expect(text).not.toMatch(/markdown|"type":"(?:image|visualization|vega)"/i);
    const ofDashboards = links.filter(({ where }) => where.startsWith("Kibana "));
    expect(ofDashboards.length).toBeGreaterThan(0);
    expect(ofDashboards.filter(({ url }) => /[{}]|%7B/i.test(url))).toEqual([]);
  });
});

interface Format {
  readonly id: string;
  readonly params: { readonly urltemplate?: string; readonly labeltemplate?: string };
}
