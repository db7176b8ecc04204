import { logsUrlOf } from "../../dashboards/alert-log-link";
import { withLogLinks } from "../../dashboards/log-links";
import type { Dashboard } from "../../dashboards/panel";
import { production } from "../../environments/production";
import type { Built, BuiltLogs } from "../../coverage/built";
import { coverageOf } from "../../coverage/coverage";
import type { Matrix } from "../../coverage/matrix";
import { logArtefacts } from "../../logs/artefacts";
import type { LogContent } from "../../logs/content";
import { message, serviceName, timestamp } from "../../logs/fields";
import { panelsOf } from "../../logs/kibana/frame";
import { searchesOf } from "../../logs/kibana/searches";
import { kindOf } from "../../logs/kinds";
import { dataStreamOf, logName } from "../../logs/names";
import { lifecycleOf } from "../../logs/retention";
import { indexTemplate } from "../../logs/templates";
import { viewOf } from "../../logs/view";
import { serviceComponent } from "../../model/component";
import type { AnySlice } from "../../slices/slice";
import { built, dashboardOf, service, signal, slice } from "./example";

export const component = serviceComponent(service);
const view = viewOf(component, production);
const target = { view, fields: {} };

const led = (dashboard: Dashboard): Dashboard => withLogLinks(dashboard, target);

/** What is measured of the example, led to its logs. */
export const metrics: AnySlice = { ...slice(), logs: target, dashboard: led(dashboardOf([signal()])) };

/** What is counted of its logs; to keep the example small, the same signal. */
export const counted: AnySlice = {
  ...metrics,
  name: logName(component),
  dashboard: led(dashboardOf([signal()], "log-example-api")),
};

const dropped = { remove: { tag: "drop", field: "parsed" } };

export const content: LogContent = {
  component,
  dataStream: dataStreamOf(component, production.name),
  template: indexTemplate(component, production.name),
  pipelines: [{ name: "logs-example-api", description: "", processors: [dropped], onFailure: [dropped] }],
  lifecycle: lifecycleOf(component, production),
  fields: [timestamp, message, serviceName],
  view,
  dashboard: {
    id: logName(component),
    title: "example-api · logs",
    description: "An example.",
    panels: panelsOf(component, kindOf(component).questions(component)),
    links: [metrics, counted].map(({ dashboard }) => ({
      title: dashboard.title,
      url: `https://grafana.example.com/d/${dashboard.uid}`,
    })),
  },
  searches: searchesOf(component),
};

export const kept: BuiltLogs = { content, has: new Set(logArtefacts) };

const logsUrlsOf = ({ alerts, dashboard, logs }: AnySlice): [string, string][] =>
  "view" in logs ? alerts.map((alert) => [alert.id, logsUrlOf(alert, dashboard, logs)]) : [];

/** One component that has all it needs, but for the changes. */
export const logMatrix = (changes: Partial<Built> = {}): Matrix => {
  const slices = changes.slices ?? [metrics, counted];
  return coverageOf({
    ...built([]),
    slices,
    dashboards: slices.map(({ dashboard }) => dashboard),
    alerts: slices.flatMap(({ alerts }) => alerts),
    logsUrls: new Map(slices.flatMap(logsUrlsOf)),
    recorded: new Set(slices.flatMap(({ signals }) => signals.flatMap(({ series }) => series))),
    runbooks: new Set(slices.flatMap(({ alerts }) => alerts.map(({ kind }) => `${kind}.md`))),
    notified: new Set([service.owner.name]),
    components: [{ component }],
    logs: [kept],
    collectors: [{ at: "platform/elk", of: [component.name] }],
    ...changes,
  });
};
