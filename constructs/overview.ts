import { Construct } from "constructs";
import { bottlenecksDashboard } from "../dashboards/bottlenecks/dashboard";
import { overviewDashboard } from "../dashboards/overview";
import { http } from "../signals/http";
import { saturation } from "../signals/saturation";
import type { AnySlice } from "../slices/slice";
import { ContentDashboard } from "./content-dashboard";
import type { ContentFolder } from "./content-folder";

export interface OverviewProps {
  /** Of the system, for people. */
  readonly title: string;
  readonly folder: ContentFolder;
  /** Where this repository is read: links to its pages begin with it. */
  readonly repository: string;
  readonly slices: readonly AnySlice[];
}

/** What is made from all slices together: the overview, and where time and memory are spent. */
export class Overview extends Construct {
  constructor(scope: Construct, id: string, { title, folder, repository, slices }: OverviewProps) {
    super(scope, id);
    const bottlenecks = bottlenecksDashboard(slices.flatMap(({ signals }) => signals));
    new ContentDashboard(this, "bottlenecks", { dashboard: bottlenecks, folder, repository });
    const howMany = (signal: string) => slices.filter(({ signals }) => signals.some(({ id }) => id === signal)).length;
    const dashboard = overviewDashboard({
      title,
      services: howMany(http.alarm.id),
      resources: howMany(saturation.id),
      dashboards: [bottlenecks, ...slices.map((slice) => slice.dashboard)],
    });
    new ContentDashboard(this, "dashboard", { dashboard, folder, repository });
  }
}
