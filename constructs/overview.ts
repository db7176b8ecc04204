import { Construct } from "constructs";
import { withLogLinks } from "../dashboards/log-links";
import { bottlenecksDashboard } from "../dashboards/bottlenecks/dashboard";
import { overviewDashboard } from "../dashboards/overview";
import type { LogTarget } from "../logs/target";
import { http } from "../signals/http";
import { saturation } from "../signals/saturation";
import type { AnySlice } from "../slices/slice";
import { ContentDashboard } from "./content-dashboard";
import type { ContentFolder } from "./content-folder";

export interface OverviewProps {
  /** Title of the system, for people. */
  readonly title: string;
  readonly folder: ContentFolder;
  /** URL at which this repository is read: links to its pages begin with it. */
  readonly repository: string;
  readonly slices: readonly AnySlice[];
  /** Data view of all that is logged. */
  readonly logs: LogTarget;
}

/** What is made from all slices together: the overview, and where time and memory are spent. */
export class Overview extends Construct {
  constructor(scope: Construct, id: string, { title, folder, repository, slices, logs }: OverviewProps) {
    super(scope, id);
    const bottlenecks = withLogLinks(bottlenecksDashboard(slices.flatMap(({ signals }) => signals)), logs);
    new ContentDashboard(this, "bottlenecks", { dashboard: bottlenecks, folder, repository });
    const howMany = (signal: string) => slices.filter(({ signals }) => signals.some(({ id }) => id === signal)).length;
    const dashboard = overviewDashboard({
      title,
      services: howMany(http.alarm.id),
      resources: howMany(saturation.id),
      dashboards: [bottlenecks, ...slices.map((slice) => slice.dashboard)],
    });
    new ContentDashboard(this, "dashboard", { dashboard: withLogLinks(dashboard, logs), folder, repository });
  }
}
