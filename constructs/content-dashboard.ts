import { Dashboard as DashboardResource } from "@cdktf/provider-grafana/lib/dashboard";
import { Construct } from "constructs";
import { grafanaJson } from "../dashboards/grafana-json";
import { lintDashboard } from "../dashboards/lint";
import type { Dashboard } from "../dashboards/panel";
import { metricQueriesOf, panelsOf, refId } from "../dashboards/panel";
import { datasources } from "../environments/names";
import type { Finding } from "../findings/finding";
import { terraformJson } from "./border";
import type { CheckedQuery, HasFindings, HasParts, HasQueries, Parts } from "./checked";
import type { ContentFolder } from "./content-folder";
import { late } from "./late";
import { nameInState } from "./logical-id";

export interface ContentDashboardProps {
  readonly dashboard: Dashboard;
  readonly folder: ContentFolder;
  /** URL at which this repository is read: links to its pages begin with it. */
  readonly repository: string;
}

/** A dashboard in Grafana. */
export class ContentDashboard extends Construct implements HasFindings, HasParts, HasQueries {
  readonly dashboard: Dashboard;
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, { dashboard, folder, repository }: ContentDashboardProps) {
    super(scope, id);
    this.dashboard = dashboard;
    const resource = new DashboardResource(this, "dashboard", {
      configJson: late(() => terraformJson(grafanaJson(dashboard, { datasources, repository }))),
      folder: folder.reference,
    });
    this.#parts = [nameInState(resource, dashboard.uid), ...folder.parts()];
  }

  findings(): Finding[] {
    return lintDashboard(this.dashboard);
  }

  parts(): Parts {
    return this.#parts;
  }

  queries(): CheckedQuery[] {
    const { uid, annotations } = this.dashboard;
    return [
      ...panelsOf(this.dashboard).flatMap((panel) =>
        metricQueriesOf(panel).map(({ expr }, at) => ({
          where: `dashboard ${uid}.panel ${panel.key}.query ${refId(at)}`,
          text: expr,
          inPanel: true,
        })),
      ),
      ...annotations.map(({ name, expr }) => ({
        where: `dashboard ${uid}.annotation ${name}`,
        text: expr,
        inPanel: true,
      })),
    ];
  }
}
