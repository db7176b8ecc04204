import { Construct } from "constructs";
import type { LogAlert } from "../alerts/logs/common";
import type { Finding } from "../findings/finding";
import { within } from "../findings/finding";
import { checkLifecycle } from "../logs/check-retention";
import { checkPipeline } from "../logs/check-pipeline";
import { checkFieldLimit } from "../logs/check-templates";
import type { LogContent } from "../logs/content";
import { logContent } from "../logs/content";
import { checkLogDashboard } from "../logs/kibana/check-dashboard";
import { dataView, traceLink } from "../logs/kibana/data-view";
import { savedObjects } from "../logs/kibana/saved-objects";
import { logName } from "../logs/names";
import { targetOf } from "../logs/target";
import { ownTemplate } from "../logs/templates";
import type { Component } from "../model/component";
import { fieldLinks } from "../slices/field-links";
import { ledToLogs } from "../slices/led-to-logs";
import { linksBack } from "../slices/links-back";
import { logSlice } from "../slices/log";
import type { AnySlice, Slice } from "../slices/slice";
import type { HasFindings, HasLogs, KeptLogs, Parts } from "./checked";
import { DatabaseLogs } from "./database-logs";
import type { LogStore } from "./log-store";
import { addPipeline } from "./logs/ingest-pipeline";
import { addDataView, addReader, addSavedObjects } from "./logs/kibana";
import { addLifecycle } from "./logs/lifecycle";
import { addComponentTemplate, addIndexTemplate } from "./logs/templates";
import { addSliceContent } from "./slice-content";
import type { Surroundings } from "./surroundings";

export interface LogMonitoringProps extends Surroundings {
  readonly component: Component;
  readonly store: LogStore;
  /** Slices of all that is measured: the dashboard in Kibana leads back to those that are about the component. */
  readonly slices: readonly AnySlice[];
}

/**
 * The logs of one component: how its lines are read, stored, kept and shown, who may read them, and what is counted of
 * them in Grafana. Removing it removes all of that, but not what was logged: a data stream is no plan's to delete.
 */
export class LogMonitoring extends Construct implements HasFindings, HasLogs {
  readonly slice: Slice<LogAlert>;
  readonly #logs: KeptLogs;

  constructor(scope: Construct, id: string, props: LogMonitoringProps) {
    super(scope, id);
    const { component, environment, repository, folder, slices, logs } = props;
    this.slice = ledToLogs(logSlice({ component }), logs);
    const links = linksBack(component, [...slices, this.slice], environment.grafana.url);
    const content = logContent(component, environment, links);
    this.#logs = { content, parts: keep(this, content, props) };
    // What pods write, Filebeat reads on their nodes: the platform brings it.
    if (component.is.kind === "database")
      new DatabaseLogs(this, "collector", { database: component.is.database, environment });
    addSliceContent(this, {
      slice: this.slice,
      environment,
      description: component.description,
      folder: { uid: this.slice.name, title: this.slice.dashboard.title, parent: folder },
      repository,
    });
  }

  logs(): KeptLogs {
    return this.#logs;
  }

  parts(): Parts {
    const { stream, ...others } = this.#logs.parts;
    return [...stream, ...Object.values(others).flat()];
  }

  findings(): Finding[] {
    const { content } = this.#logs;
    return [
      ...checkFieldLimit(this.node.path, content.fields),
      // The others are checked where they are made: in the LogStore.
      ...checkPipeline(content.pipelines[0]),
      ...within(this.node.path, [...checkLifecycle(content.lifecycle), ...checkLogDashboard(content)]),
    ];
  }
}

/** In the order in which Terraform makes them: what is named by others comes before these. */
function keep(
  scope: Construct,
  content: LogContent,
  { component, environment, store, slices }: LogMonitoringProps,
): KeptLogs["parts"] {
  const name = logName(component);
  const { space } = store;
  const [own] = content.pipelines;
  const shared = store.pipelineOf(component);
  const pipeline = addPipeline(scope, "pipeline", own, [shared]);
  const lifecycle = addLifecycle(scope, "lifecycle", content.lifecycle, [...store.snapshots]);
  const fields = addComponentTemplate(scope, "fields", {
    template: ownTemplate({ component, fields: content.fields, pipeline: own.name, policy: content.lifecycle.name }),
    after: [pipeline, lifecycle],
  });
  const template = addIndexTemplate(scope, "template", {
    template: content.template,
    after: [store.template, fields],
  });
  const view = addDataView(scope, "view", {
    view: dataView(content.view, content.fields, [
      traceLink(environment),
      ...fieldLinks(component, targetOf(component, environment), slices, environment.grafana.url),
    ]),
    space,
  });
  const objects = addSavedObjects(scope, "objects", {
    name,
    space,
    objects: () => savedObjects(content),
    after: [view],
  });
  const reader = addReader(scope, "reader", {
    name,
    description: `Reads what ${component.name} logs in ${environment.name}.`,
    space,
    pattern: content.dataStream,
  });
  return {
    // The first line makes it, of the template.
    stream: [template],
    pipeline: [pipeline, shared, store.redaction],
    retention: [lifecycle, ...store.snapshots],
    template: [template, fields, store.template],
    view: [view, space, ...store.everything],
    dashboard: [objects],
    searches: [objects],
    reader: [reader],
  };
}
