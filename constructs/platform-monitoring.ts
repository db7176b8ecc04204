import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import type { System } from "../model/system";
import { platformSlice } from "../slices/platform";
import type { Slice } from "../slices/slice";
import type { ContentFolder } from "./content-folder";
import { addSliceContent } from "./slice-content";

export interface PlatformMonitoringProps {
  readonly system: System;
  /** Says whether somebody listens for the heartbeat. */
  readonly environment: Pick<Environment, "notifications">;
  /** Holds the folder of the platform. */
  readonly folder: ContentFolder;
}

/** The monitoring watches itself: recording rules, dashboard, alerts. Its exporters are what it consists of. */
export class PlatformMonitoring extends Construct {
  readonly slice: Slice;

  constructor(scope: Construct, id: string, { system, environment, folder }: PlatformMonitoringProps) {
    super(scope, id);
    this.slice = platformSlice({ system, heartbeat: environment.notifications.heartbeat !== undefined });
    addSliceContent(this, {
      slice: this.slice,
      description: "The monitoring itself: whether what is scraped, recorded and evaluated really is.",
      folder: { uid: this.slice.name, title: this.slice.dashboard.title, parent: folder },
      repository: system.repository,
    });
  }
}
