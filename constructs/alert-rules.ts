import type { RuleGroupRule } from "@cdktf/provider-grafana/lib/rule-group";
import { RuleGroup, ruleGroupRuleToTerraform } from "@cdktf/provider-grafana/lib/rule-group";
import { Construct } from "constructs";
import type { AlertRule, AnyAlert } from "../alerts/alert";
import { evaluationInterval, isOfMetrics } from "../alerts/alert";
import { checkAlert } from "../alerts/check";
import type { GrafanaRule } from "../alerts/grafana-rule";
import { grafanaRule } from "../alerts/grafana-rule";
import { checkPanelOfAlert } from "../dashboards/alert-panel";
import { logsUrlOf } from "../dashboards/alert-log-link";
import { pageUrl, runbookOf } from "../dashboards/links";
import type { Dashboard } from "../dashboards/panel";
import { panelId } from "../dashboards/panel";
import { datasources } from "../environments/names";
import type { LogTarget } from "../logs/target";
import type { Finding } from "../findings/finding";
import type { Expr } from "../promql/ast";
import { printLine } from "../promql/print";
import { inSeconds } from "../units/quantities";
import { forTerraform, terraformJson } from "./border";
import type { CheckedQuery, HasFindings, HasParts, HasQueries, Parts } from "./checked";
import type { ContentFolder } from "./content-folder";
import { lateBlocks } from "./late";
import { nameInState } from "./logical-id";

export interface AlertRulesProps {
  /** Name of the rule group. */
  readonly name: string;
  readonly rules: readonly AnyAlert[];
  /** Dashboard whose panels show what the rules evaluate. */
  readonly dashboard: Dashboard;
  readonly folder: ContentFolder;
  /** URL at which this repository is read: runbook links begin with it. */
  readonly repository: string;
  /** Data view of the logs of what the rules are about. @default it logs nothing */
  readonly logs?: LogTarget;
}

/**
 * Alert rules in Grafana, in one rule group. They stand there in their own order; their UIDs keep them apart when it
 * changes.
 */
export class AlertRules extends Construct implements HasFindings, HasParts, HasQueries {
  readonly rules: readonly AnyAlert[];
  /** URL of each rule's log link, by the alert's id; empty where nothing is logged. */
  readonly logsUrls: ReadonlyMap<string, string>;
  readonly #dashboard: Dashboard;
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, { name, rules, dashboard, folder, repository, logs }: AlertRulesProps) {
    super(scope, id);
    this.rules = rules;
    this.#dashboard = dashboard;
    this.logsUrls = new Map(logs ? rules.map((alert) => [alert.id, logsUrlOf(alert, dashboard, logs)]) : []);
    const group = new RuleGroup(this, "group", {
      name,
      folderUid: folder.reference,
      intervalSeconds: inSeconds(evaluationInterval),
      rule: lateBlocks(() =>
        rules.map((alert) => {
          const logsUrl = this.logsUrls.get(alert.id);
          const links = {
            dashboardUid: dashboard.uid,
            panelId: panelId(alert.kind),
            runbookUrl: pageUrl(repository, runbookOf(alert).page),
            ...(logsUrl !== undefined && { logsUrl }),
          };
          return ruleGroupRuleToTerraform(ruleBlock(grafanaRule(alert, links, datasources))) as unknown;
        }),
      ),
    });
    this.#parts = [nameInState(group, `${name}-alerts`), ...folder.parts()];
  }

  findings(): Finding[] {
    return this.rules.flatMap((alert) => [...checkAlert(alert), ...checkPanelOfAlert(alert, this.#dashboard)]);
  }

  parts(): Parts {
    return this.#parts;
  }

  queries(): CheckedQuery[] {
    return this.rules.filter(isOfMetrics).flatMap((alert) =>
      queriesOf(alert).map(([field, expr]) => ({
        where: `alert ${alert.id}.${field}`,
        text: printLine(expr),
        inPanel: false,
      })),
    );
  }
}

/** All that a rule asks of Prometheus, by the field that says so. */
const queriesOf = ({
  value,
  silentWhile,
  shows = [],
  lookFirst = [],
}: AlertRule): (readonly [field: string, Expr])[] => [
  ["value", value],
  ...(silentWhile ? [["silentWhile", silentWhile.expr] as const] : []),
  ...shows.map((shown, at) => [`shows[${at}].value`, shown.value] as const),
  ...lookFirst.map(({ level }, at) => [`lookFirst[${at}].level`, level.expr] as const),
];

/** The one place that knows how the Terraform resource spells a rule. */
const ruleBlock = (rule: GrafanaRule): RuleGroupRule => ({
  ...rule,
  name: forTerraform(rule.name),
  labels: escapeValues(rule.labels),
  annotations: escapeValues(rule.annotations),
  data: rule.data.map(({ refId, datasourceUid, from, model }) => ({
    refId,
    datasourceUid,
    relativeTimeRange: { from, to: 0 },
    model: terraformJson(model),
  })),
});

const escapeValues = (record: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, forTerraform(value)]));
