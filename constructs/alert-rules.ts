import type { RuleGroupRule } from "@cdktf/provider-grafana/lib/rule-group";
import { RuleGroup } from "@cdktf/provider-grafana/lib/rule-group";
import { Construct } from "constructs";
import type { AlertRule } from "../alerts/alert";
import { checkAlert } from "../alerts/check";
import type { GrafanaRule } from "../alerts/grafana-rule";
import { grafanaRule } from "../alerts/grafana-rule";
import { checkPanelOfAlert } from "../dashboards/alert-panel";
import { runbookUrl } from "../dashboards/links";
import type { Dashboard } from "../dashboards/panel";
import { panelId } from "../dashboards/panel";
import { prometheusDatasource } from "../environments/names";
import type { Finding } from "../findings/finding";
import type { System } from "../model/system";
import { print } from "../promql/print";
import { forTerraform, terraformJson } from "./border";
import type { ContentFolder } from "./content-folder";
import type { HasFindings } from "./findings";
import { nameInState } from "./logical-id";
import type { CheckedQuery, HasQueries } from "./queries";

/** Grafana's scheduler works in steps of ten seconds; a minute is two scrapes. */
const evaluationSeconds = 60;

export interface AlertRulesProps {
  readonly name: string;
  readonly rules: readonly AlertRule[];
  /** Shows what the rules evaluate. */
  readonly dashboard: Dashboard;
  readonly folder: ContentFolder;
  readonly system: Pick<System, "repository">;
}

/** Alert rules in Grafana, one group; their order is theirs and their UIDs keep them apart when it changes. */
export class AlertRules extends Construct implements HasFindings, HasQueries {
  readonly rules: readonly AlertRule[];
  readonly #dashboard: Dashboard;

  constructor(scope: Construct, id: string, { name, rules, dashboard, folder, system }: AlertRulesProps) {
    super(scope, id);
    this.rules = rules;
    this.#dashboard = dashboard;
    const group = new RuleGroup(this, "group", {
      name,
      folderUid: folder.reference,
      intervalSeconds: evaluationSeconds,
      rule: rules.map((alert) => {
        const links = {
          dashboardUid: dashboard.uid,
          panelId: panelId(alert.panel),
          runbookUrl: runbookUrl(system, alert.kind),
        };
        return ruleBlock(grafanaRule(alert, links, prometheusDatasource));
      }),
    });
    nameInState(group, `${name}-alerts`);
  }

  findings(): Finding[] {
    return this.rules.flatMap((alert) => [...checkAlert(alert), ...checkPanelOfAlert(alert, this.#dashboard)]);
  }

  queries(): CheckedQuery[] {
    return this.rules.map(({ id, value }) => ({ where: `alert ${id}.value`, text: print(value), inPanel: false }));
  }
}

/** The one place that knows how the Terraform resource spells a rule. */
const ruleBlock = ({ data, name, labels, annotations, ...rule }: GrafanaRule): RuleGroupRule => ({
  ...rule,
  name: forTerraform(name),
  labels: escapeValues(labels),
  annotations: escapeValues(annotations),
  data: data.map(({ refId, datasourceUid, from, model }) => ({
    refId,
    datasourceUid,
    relativeTimeRange: { from, to: 0 },
    model: terraformJson(model),
  })),
});

const escapeValues = (record: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, forTerraform(value)]));
