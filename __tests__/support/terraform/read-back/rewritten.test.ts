/** What synth must not write, for each way in which an API or a provider rewrites what it is given. */
import { describe, expect, it } from "@jest/globals";
import type { Values } from "./examples";
import { rule } from "./examples";
import { phantomDiffsOf } from "./phantom-diffs";

/** Where, what is written, and what is read back. */
type Caught = readonly [where: string, written: unknown, readBack: unknown];

const caught: Readonly<Record<string, readonly [type: string, values: Values, ...caught: Caught]>> = {
  "a week in days, which Grafana calls a week": [
    "grafana_notification_policy",
    { policy: [{ policy: [{ repeat_interval: "7d" }] }] },
    "policy[0].policy[0].repeat_interval",
    "7d",
    "1w",
  ],
  "minutes that are more than an hour, in a policy": [
    "grafana_notification_policy",
    { group_interval: "90m" },
    "group_interval",
    "90m",
    "1h30m",
  ],
  "a day in hours, in a rule's own notification settings": [
    "grafana_rule_group",
    rule({ notification_settings: [{ repeat_interval: "24h" }] }),
    "rule[0].notification_settings[0].repeat_interval",
    "24h",
    "1d",
  ],
  "a type of query in the model only": [
    "grafana_rule_group",
    rule({}, { refId: "A", queryType: "range" }),
    "rule[0].data[0].query_type",
    "",
    "range",
  ],
  "points that are no number": [
    "grafana_rule_group",
    rule({}, { refId: "A", maxDataPoints: "100" }),
    "rule[0].data[0].model",
    '{"maxDataPoints":"100","refId":"A"}',
    '{"refId":"A"}',
  ],
  "a weekday with a capital letter": [
    "grafana_mute_timing",
    { intervals: [{ weekdays: ["Monday:Friday"] }] },
    "intervals[0].weekdays[0]",
    "Monday:Friday",
    "monday:friday",
  ],
  "a month with a capital letter": [
    "grafana_mute_timing",
    { intervals: [{ months: ["January"] }] },
    "intervals[0].months[0]",
    "January",
    "1",
  ],
  "a range of one day": [
    "grafana_mute_timing",
    { intervals: [{ days_of_month: ["1:1"] }] },
    "intervals[0].days_of_month[0]",
    "1:1",
    "1",
  ],
  "two addresses in one": [
    "grafana_contact_point",
    { email: [{ addresses: ["a@example.com,b@example.com"] }] },
    "email[0].addresses",
    ["a@example.com,b@example.com"],
    ["a@example.com", "b@example.com"],
  ],
  "blanks around a dashboard's title": [
    "grafana_dashboard",
    { config_json: '{"title":" Shop "}' },
    "config_json",
    '{"title":" Shop "}',
    '{"title":"Shop"}',
  ],
  "an age in capital letters": [
    "elasticstack_elasticsearch_index_lifecycle",
    { warm: { min_age: "30D" } },
    "warm.min_age",
    "30D",
    "30d",
  ],
  "a size with a blank": [
    "elasticstack_elasticsearch_index_lifecycle",
    { hot: { rollover: { max_primary_shard_size: "50 gb" } } },
    "hot.rollover.max_primary_shard_size",
    "50 gb",
    "50gb",
  ],
  "how long snapshots are kept, in capital letters": [
    "elasticstack_elasticsearch_snapshot_lifecycle",
    { expire_after: "90D" },
    "expire_after",
    "90D",
    "90d",
  ],
  "a matcher of a dynamic template as a list of one": [
    "elasticstack_elasticsearch_component_template",
    { template: { mappings: '{"dynamic_templates":[{"text":{"match":["*"]}}]}' } },
    "template.mappings",
    '{"dynamic_templates":[{"text":{"match":["*"]}}]}',
    '{"dynamic_templates":[{"text":{"match":"*"}}]}',
  ],
  "a query of a role that is empty": [
    "elasticstack_kibana_security_role",
    { elasticsearch: { indices: [{ names: ["x"], privileges: ["read"], query: "" }] } },
    "elasticsearch.indices[0].query",
    "",
    null,
  ],
};

describe("what is read back otherwise than it was written", () => {
  it.each(Object.entries(caught))("is told by its attribute: %s", (_, [type, values, where, written, readBack]) => {
    expect(phantomDiffsOf(type, values)).toEqual([{ where, written, readBack }]);
  });
});
