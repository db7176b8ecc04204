import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import type { LogTarget, NoLogs } from "../logs/target";
import type { Team } from "../model/team";
import { elkSlice } from "../slices/elk";
import { ledToLogs } from "../slices/led-to-logs";
import type { Slice } from "../slices/slice";
import type { ContentFolder } from "./content-folder";
import { addSliceContent } from "./slice-content";

export interface ElkMonitoringProps {
  /** Team that owns the monitoring itself. */
  readonly owner: Team;
  /** Says whether snapshots are taken, and who evaluates rules. */
  readonly environment: Pick<Environment, "elk" | "prometheus">;
  readonly repository: string;
  readonly folder: ContentFolder;
  readonly logs: LogTarget | NoLogs;
}

/** The ELK cluster: recording rules, dashboard, alerts. Its exporters stand beside it, in the stack of the platform. */
export class ElkMonitoring extends Construct {
  readonly slice: Slice;

  constructor(scope: Construct, id: string, { owner, environment, repository, folder, logs }: ElkMonitoringProps) {
    super(scope, id);
    this.slice = ledToLogs(elkSlice({ owner, snapshots: environment.elk.snapshots !== undefined }), logs);
    addSliceContent(this, {
      slice: this.slice,
      environment,
      description: "Elasticsearch, Logstash and Filebeat, which keep the logs.",
      folder: { uid: this.slice.name, title: this.slice.dashboard.title, parent: folder },
      repository,
    });
  }
}
