import { all, any, is } from "../../logs/filter";
import { errorPattern, eventKind, logLevel, serviceName } from "../../logs/fields";
import { logName } from "../../logs/names";
import type { LogQuery } from "../../logs/query";
import { lineCount, newValues } from "../../logs/query";
import type { Component } from "../../model/component";
import { tolerableErrors } from "../../model/logs";
import { logs } from "../../signals/logs";
import { days, hours, minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";

/** An alert on what Elasticsearch counts. */
export type LogAlert = AlertRule<LogQuery>;

/** Fault and noise alike come in bursts; within ten minutes both have shown what they are. */
const window = minutes(10);

/** What was not seen for a week is new to whoever is on duty. */
const memory = days(7);

/** Of which log lines fail: levels as every pipeline writes them, whatever the line called them. */
const errorsOf = ({ name }: Component) => all(is(serviceName, name), any(is(logLevel, "error"), is(logLevel, "fatal")));

/** The rules on the logs of one component, by what they are about. Metrics page; what only logs tell waits. */
export const logAlerts = (component: Component) =>
  ({
    errors: errors(component),
    newError: newError(component),
    silent: silent(component),
    unread: unread(component),
  }) satisfies Record<string, LogAlert>;

export type LogAlerts = ReturnType<typeof logAlerts>;

const common = (component: Component, kind: string) => ({
  id: `${logName(component)}-${kind}`,
  kind: `log-${kind}`,
  severity: "ticket" as const,
  owner: component.owner,
  about: component.description,
  labels: { component: component.name, ...(component.is.kind === "http" && { service: component.name }) },
  keepFiringFor: minutes(10),
});

/** For all alerts but the one on silence. */
const toldBySilence = {
  means: "healthy",
  because: "that there are no lines at all is told by the alert on silence, once",
} as const;

const errors = (component: Component): LogAlert => ({
  ...common(component, "errors"),
  title: `${component.name}: many errors are logged`,
  watches: logs.errors,
  value: lineCount(errorsOf(component), window),
  fires: { above: tolerableErrors(component.logs) },
  clears: Math.floor(tolerableErrors(component.logs) / 2),
  pendingFor: minutes(5),
  absent: toldBySilence,
  summary: (value, above) =>
    `${component.name} wrote ${value} of level error or worse within ${durationText(window)}; the alert stands at ${above}.`,
  firstSteps: [
    "Which errors? The dashboard in Kibana, panel on errors by pattern.",
    "Do requests fail as well? The dashboard of its metrics; if they do, begin there.",
    "Since a deploy? Roll back first, understand later.",
  ],
});

const newError = (component: Component): LogAlert => ({
  ...common(component, "new-error"),
  title: `${component.name}: an error that was never seen before`,
  watches: logs.newErrors,
  value: newValues(errorPattern, errorsOf(component), memory),
  fires: { above: 0.99 },
  clears: 0.99,
  // One line is enough.
  pendingFor: minutes(0),
  keepFiringFor: hours(1),
  absent: { means: "healthy", because: "where no errors are logged, none is new" },
  summary: () =>
    `${component.name} logs an error that it did not log in the last ${durationText(memory)}: {{ index $labels "${errorPattern.name}" }}`,
  firstSteps: [
    "What does it say, and where? Follow the link to the logs, and the trace of the line.",
    "Since a deploy? Then it is the deploy's.",
    "Harmless? Lower its level in the code: what need not be acted upon is no error.",
  ],
});

function silent(component: Component): LogAlert {
  const { name, logs: facts } = component;
  return {
    ...common(component, "silent"),
    title: `${name}: nothing is logged any more`,
    watches: logs.lines,
    value: lineCount(is(serviceName, name), facts.atLeastEvery),
    fires: { below: 0.5 },
    clears: 0.5,
    pendingFor: minutes(5),
    summary: () => `No line of ${name} reached Elasticsearch for ${durationText(facts.atLeastEvery)}.`,
    firstSteps: [
      "Does it run? Its metrics tell.",
      "Are others silent too? Then look at Logstash and Elasticsearch: the dashboard of the ELK cluster.",
      "Only this one: was it moved to other pods or another namespace than system/ says?",
    ],
  };
}

const unread = (component: Component): LogAlert => ({
  ...common(component, "unread"),
  title: `${component.name}: lines cannot be read`,
  watches: logs.unread,
  value: lineCount(all(is(serviceName, component.name), is(eventKind, "pipeline_error")), hours(1)),
  fires: { above: 20 },
  clears: 10,
  pendingFor: minutes(5),
  absent: toldBySilence,
  summary: (value, above) =>
    `${value} of ${component.name} could not be taken apart within an hour; the alert stands at ${above}. They are kept as they are.`,
  firstSteps: [
    "What do they look like? Follow the link to the logs; error.message says which processor gave up.",
    "Did the format change with a deploy? Teach the pipeline the new one: logs/ in this repository.",
  ],
});
