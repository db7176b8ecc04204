/** What an API rewrites as well, while its provider knows that both mean the same: no plan would show it. */
import { describe, expect, it } from "@jest/globals";
import type { Values } from "./examples";
import { policy, processor, rule } from "./examples";
import { behaviours } from "./behaviours";
import { phantomDiffsOf } from "./phantom-diffs";

const forgiven: Readonly<Record<string, readonly [type: string, values: Values]>> = {
  "60m of a rule, which is read as 1h0m0s": ["grafana_rule_group", rule({ for: "60m", keep_firing_for: "0s" })],
  "the usual points of a query": [
    "grafana_rule_group",
    rule({}, { refId: "A", intervalMs: 1000, maxDataPoints: 43_200 }),
  ],
  "the keys of a model in any order": ["grafana_rule_group", rule({}, { z: "<&>", a: 1, refId: "A" })],
  "what happens without data, left out": ["grafana_rule_group", rule({})],
  "a month by its name": ["grafana_mute_timing", { intervals: [{ months: ["january", "may:august"] }] }],
  "the number and version of a dashboard": ["grafana_dashboard", { config_json: '{"version":3,"title":"x","id":9}' }],
  "the number of a panel": [
    "grafana_dashboard",
    { config_json: '{"panels":[{"id":3,"libraryPanel":{"uid":"u","type":"t"}}]}' },
  ],
  "minutes of a lifecycle, which nobody counts": [
    "elasticstack_elasticsearch_index_lifecycle",
    { hot: { min_age: "1440m" } },
  ],
  "a processor's keys in any order": [
    "elasticstack_elasticsearch_ingest_pipeline",
    processor({ set: { value: ["a"], field: "b", params: [{ z: [1], a: "<" }] } }),
  ],
  "settings with dots and numbers": [
    "elasticstack_elasticsearch_component_template",
    {
      template: {
        settings:
          '{"number_of_shards":1,"index.lifecycle.name":"x","index":{"hidden":true,"query":{"default_field":["a","b"]}}}',
      },
    },
  ],
  "mappings that name what is usual": [
    "elasticstack_elasticsearch_component_template",
    {
      template: {
        mappings: '{"dynamic":"false","properties":{"a":{"type":"object","properties":{"b":{"type":"long"}}}}}',
      },
    },
  ],
  "spaces of a data view in any order": [
    "elasticstack_kibana_data_view",
    { data_view: { title: "x", namespaces: ["b", "a"] } },
  ],
  "a team with its organisation": ["grafana_folder_permission", { permissions: [{ team_id: "1:7", user_id: "0" }] }],
  "a list of one in a policy, or in another order": [
    "aws_iam_role_policy",
    policy({ Effect: "Allow", Action: ["s3:PutObject", "s3:GetObject"], Resource: ["*"] }),
  ],
  "an account as a principal, truths as such": [
    "aws_s3_bucket_policy",
    policy({
      Effect: "deny",
      Principal: { AWS: "222222222222" },
      Condition: { Bool: { "aws:SecureTransport": false } },
    }),
  ],
  "a v before a chart's version": ["helm_release", { version: "v1.2.3" }],
};

describe("what the provider takes for the same", () => {
  it.each(Object.entries(forgiven))("is no difference: %s", (_, [type, values]) => {
    expect(phantomDiffsOf(type, values)).toEqual([]);
  });
});

const allow = (action: string) => JSON.stringify({ Statement: [{ Effect: "Allow", Action: [action] }] });

describe("what means something else", () => {
  it.each([
    ["aws_iam_role_policy", "policy", allow("s3:GetObject"), allow("s3:PutObject")],
    ["aws_iam_openid_connect_provider", "url", "https://one.example", "https://other.example"],
    ["elasticstack_elasticsearch_component_template", "template.settings", '{"index":{"a":1}}', '{"index":{"a":2}}'],
    [
      "elasticstack_elasticsearch_component_template",
      "template.mappings",
      '{"properties":{"a":{"type":"long"}}}',
      '{"properties":{"a":{"type":"keyword"}}}',
    ],
    ["grafana_rule_group", "rule.for", "5m", "5h"],
    ["grafana_rule_group", "rule.for", "0", "soon"],
    ["grafana_mute_timing", "intervals.months", ["1"], ["2"]],
    ["helm_release", "version", "v1.2.3", "1.2.4"],
  ] as const)("is not taken for the same: %s, %s", (type, attribute, one, other) => {
    const same = behaviours[type]?.attributes[attribute]?.same;
    expect([same?.(one, one), same?.(one, other)]).toEqual([true, false]);
  });
});
