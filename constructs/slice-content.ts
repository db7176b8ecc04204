import type { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import { evaluatorOf } from "../environments/long-term";
import type { AnySlice } from "../slices/slice";
import { AlertRules } from "./alert-rules";
import { ContentDashboard } from "./content-dashboard";
import { ContentFolder } from "./content-folder";
import { RecordingRules } from "./recording-rules";

export interface SliceContentProps {
  readonly slice: AnySlice;
  /** Says who evaluates the rules. */
  readonly environment: Pick<Environment, "prometheus">;
  /** What the slice is about, for whoever meets its rules in the cluster. */
  readonly description: string;
  /** The slice's own folder, and the one that it lies in. */
  readonly folder: { readonly uid: string; readonly title: string; readonly parent: ContentFolder };
  /** URL at which this repository is read: runbook links begin with it. */
  readonly repository: string;
}

/**
 * Adds what every slice consists of, whatever it is about: recording rules where it records anything, a folder, a
 * dashboard, alerts.
 */
export function addSliceContent(scope: Construct, props: SliceContentProps): void {
  const { slice, environment, description, repository } = props;
  const { name, signals, alerts, dashboard, logs } = slice;
  if (signals.some(({ series }) => series.length > 0))
    new RecordingRules(scope, "rules", { name, description, signals, evaluator: evaluatorOf(environment) });
  const folder = new ContentFolder(scope, "folder", { ...props.folder, owner: slice.owner });
  new ContentDashboard(scope, "dashboard", { dashboard, folder, repository });
  new AlertRules(scope, "alerts", {
    name,
    rules: alerts,
    dashboard,
    folder,
    repository,
    ...("view" in logs && { logs }),
  });
}
