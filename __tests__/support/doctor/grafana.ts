/** What Grafana's HTTP API answers once the documents are deployed, in the form of its documentation. */
import { fromTerraform, referenced } from "../../../deployed/from-terraform";

type Block = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Block>>;

interface Document {
  readonly resource?: Readonly<Record<string, Blocks>>;
}

interface Rule {
  readonly uid: string;
  readonly name: string;
  readonly condition: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly no_data_state: string;
  readonly exec_err_state: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly data: readonly { readonly ref_id: string; readonly datasource_uid: string; readonly model: string }[];
}

export interface KeptRule {
  readonly uid: string;
  readonly title: string;
  readonly data: readonly Readonly<Record<string, unknown>>[];
}

export interface KeptContact {
  readonly name: string;
  readonly type: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

const blocksOf = (documents: readonly unknown[], type: string): Block[] =>
  (documents as readonly Document[]).flatMap(({ resource }) => Object.values(resource?.[type] ?? {}));

const groupsOf = (documents: readonly unknown[]) =>
  blocksOf(documents, "grafana_rule_group") as unknown as { readonly name: string; readonly rule: readonly Rule[] }[];

/** https://grafana.com/docs/grafana/latest/developers/http_api/alerting_provisioning/#provisioned-alert-rule */
export const alertRules = (documents: readonly unknown[]): KeptRule[] =>
  groupsOf(documents).flatMap(({ name, rule }) =>
    rule.map((block, at) => ({
      id: at + 1,
      uid: block.uid,
      orgID: 1,
      ruleGroup: name,
      title: fromTerraform(block.name),
      condition: block.condition,
      for: block.for ?? "0s",
      keep_firing_for: block.keep_firing_for ?? "0s",
      noDataState: block.no_data_state,
      execErrState: block.exec_err_state,
      labels: Object.fromEntries(
        Object.entries(block.labels ?? {}).map(([label, value]) => [label, fromTerraform(value)]),
      ),
      updated: "2026-03-14T09:26:53Z",
      data: block.data.map((step) => ({
        refId: step.ref_id,
        queryType: "",
        datasourceUid: step.datasource_uid,
        // Grafana adds what it takes for granted.
        model: { ...(JSON.parse(fromTerraform(step.model)) as object), intervalMs: 1000, maxDataPoints: 43200 },
      })),
      isPaused: false,
      provenance: "api",
    })),
  );

/** https://prometheus.io/docs/prometheus/latest/querying/api/#rules, as Grafana has it for its own rules */
export const rulesHealth = (documents: readonly unknown[], now: number) => ({
  status: "success",
  data: {
    groups: groupsOf(documents).map(({ name, rule }) => ({
      name,
      rules: rule.map(({ uid, name: title }) => ({
        uid,
        name: fromTerraform(title),
        state: "inactive",
        health: "ok",
        type: "alerting",
        lastEvaluation: new Date(now).toISOString(),
        evaluationTime: 0.01,
      })),
    })),
  },
});

const notifiers = ["email", "slack", "webhook", "pagerduty"] as const;

/** https://grafana.com/docs/grafana/latest/developers/http_api/alerting_provisioning/#embedded-contact-point */
export const contactPoints = (documents: readonly unknown[]): KeptContact[] =>
  blocksOf(documents, "grafana_contact_point").flatMap((block) =>
    notifiers.flatMap((type) =>
      ((block[type] ?? []) as readonly Block[]).map((notifier) => ({
        uid: `contact-${String(block.name)}`,
        name: String(block.name),
        type,
        settings: Object.fromEntries(Object.entries(notifier).map(([key, value]) => [key, settingOf(value)])),
        disableResolveMessage: false,
        provenance: "api",
      })),
    ),
  );

function settingOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.join(";");
  if (typeof value !== "string") return value;
  return value.startsWith("${var.") ? "[REDACTED]" : fromTerraform(value);
}

/** https://grafana.com/docs/grafana/latest/developers/http_api/alerting_provisioning/#route */
export const policies = (documents: readonly unknown[]): unknown =>
  routeOf(blocksOf(documents, "grafana_notification_policy")[0] ?? {});

function routeOf(block: Block): unknown {
  const matchers = (block.matcher ?? []) as readonly { label: string; match: string; value: string }[];
  return {
    receiver: referenced(String(block.contact_point)),
    group_by: block.group_by,
    ...(matchers.length > 0 && {
      object_matchers: matchers.map(({ label, match, value }) => [label, match, fromTerraform(value)]),
    }),
    ...(block.mute_timings !== undefined && {
      mute_time_intervals: (block.mute_timings as readonly string[]).map(referenced),
    }),
    group_wait: block.group_wait,
    group_interval: block.group_interval,
    repeat_interval: block.repeat_interval,
    ...(block.policy !== undefined && { routes: (block.policy as readonly Block[]).map(routeOf) }),
  };
}

const muteTimings = (documents: readonly unknown[]) =>
  blocksOf(documents, "grafana_mute_timing").map(({ name }) => ({ name, time_intervals: [] }));

/** https://grafana.com/docs/grafana/latest/developers/http_api/folder_dashboard_search/ */
const dashboards = (documents: readonly unknown[]) =>
  blocksOf(documents, "grafana_dashboard").map(({ config_json: json }, at) => {
    const { uid, title } = JSON.parse(fromTerraform(String(json))) as { readonly uid: string; readonly title: string };
    return { id: at + 1, uid, title, type: "dash-db" };
  });

/** By method and path, below `/grafana`. */
export const grafanaAnswers = (
  documents: readonly unknown[],
  { now, version }: { readonly now: number; readonly version: string },
): Readonly<Record<string, unknown>> => ({
  // https://grafana.com/docs/grafana/latest/developers/http_api/other/#health-api
  "GET /grafana/api/health": { commit: "087143285", database: "ok", version },
  // https://grafana.com/docs/grafana/latest/developers/http_api/data_source/#check-data-source-health
  "GET /grafana/api/datasources/uid/prometheus/health": {
    status: "OK",
    message: "Successfully queried the Prometheus API.",
  },
  "GET /grafana/api/datasources/uid/elasticsearch/health": {
    status: "OK",
    message: "Elasticsearch data source is healthy.",
  },
  "GET /grafana/api/v1/provisioning/alert-rules": alertRules(documents),
  "GET /grafana/api/prometheus/grafana/api/v1/rules": rulesHealth(documents, now),
  "GET /grafana/api/v1/provisioning/contact-points": contactPoints(documents),
  "GET /grafana/api/v1/provisioning/policies": policies(documents),
  "GET /grafana/api/v1/provisioning/mute-timings": muteTimings(documents),
  "GET /grafana/api/search": dashboards(documents),
  // https://grafana.com/docs/grafana/latest/developers/http_api/data_source/#query-a-data-source
  "POST /grafana/api/ds/query": { results: { A: { status: 200, frames: [] } } },
});
