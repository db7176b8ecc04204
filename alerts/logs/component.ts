import { all, is } from "../../logs/filter";
import { errorPattern, serviceName } from "../../logs/fields";
import { errorLines, unreadLines } from "../../logs/lines";
import { firstSeen, lineCount } from "../../logs/query";
import type { Component } from "../../model/component";
import { tolerableErrors } from "../../model/logs";
import { logs } from "../../signals/logs";
import { days, hours, inSeconds, minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import { labelAsText } from "../label-text";
import type { LogAlert } from "./common";
import { common, toldBySilence } from "./common";
import { alertsOfKind } from "./kinds";
import { countStories, levelled, matching, newErrorStories, readLine, silenceStories } from "./stories";

/** Fault and noise alike come in bursts; within ten minutes both have shown what they are. */
const window = minutes(10);

/** What was not seen for a week is new to whoever is on duty. */
const memory = days(7);

/** For so long an error is new. */
const news = hours(1);

/** Levels as every pipeline writes them, whatever the line called them. */
const errorsOf = ({ name }: Component) => all(is(serviceName, name), errorLines);

/** The rules on the logs of one component, by what they are about. Metrics page; what only logs tell waits. */
export const logAlerts = (component: Component) =>
  ({
    silent: silent(component),
    errors: errors(component),
    newError: newError(component),
    unread: unread(component),
    ofKind: alertsOfKind(component),
  }) satisfies Record<string, LogAlert | readonly LogAlert[]>;

export type LogAlerts = ReturnType<typeof logAlerts>;

const errors = (component: Component): LogAlert => ({
  ...common(component, "errors"),
  title: `${component.name}: many errors are logged`,
  watches: logs.errors,
  value: lineCount(errorsOf(component), window),
  fires: { above: tolerableErrors(component.logs) },
  clears: Math.floor(tolerableErrors(component.logs) / 2),
  pendingFor: minutes(5),
  absent: toldBySilence,
  numbers: { window: durationText(window) },
  summary: (value, above) =>
    `${component.name} wrote ${value} of level error or worse within ${durationText(window)}; the alert stands at ${above}.`,
  firstSteps: [
    "Which errors? The dashboard in Kibana, panel on errors by pattern.",
    "Do requests fail as well? The dashboard of its metrics; if they do, begin there.",
    "Since a deploy? Roll back first, understand later.",
  ],
  stories: () =>
    countStories({
      component,
      counted: matching(errorLines),
      similar: levelled("warn"),
      limit: tolerableErrors(component.logs),
      window,
      pendingFor: minutes(5),
    }),
});

const newError = (component: Component): LogAlert => ({
  ...common(component, "new-error"),
  // A label of the rule comes before its query's of the same name, which is what templates see.
  labels: { ...common(component, "new-error").labels, [errorPattern.name]: labelAsText(errorPattern.name) },
  title: `${component.name}: an error that was never seen before`,
  watches: logs.newErrors,
  value: firstSeen(errorPattern, errorsOf(component), memory),
  // One line is enough.
  fires: { below: inSeconds(news) },
  clears: inSeconds(news),
  pendingFor: minutes(0),
  numbers: { memory: durationText(memory) },
  summary: (value, below) =>
    `${component.name} logs an error that it did not log in the last ${durationText(memory)}: ${labelAsText(errorPattern.name)}. First seen ${value} ago; the alert stands at ${below}.`,
  firstSteps: [
    "What does it say, and where? Follow the link to the logs, and the trace of the line.",
    "Since a deploy? Then it is the deploy's.",
    "Harmless? Lower its level in the code: what need not be acted upon is no error.",
  ],
  stories: () => newErrorStories(component, memory, news),
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
    // All other alerts on logs stay as they are while Elasticsearch cannot be asked; the monitoring itself always has
    // some.
    ...(component.is.kind === "platform" && { unasked: "told" }),
    numbers: { silence: durationText(facts.atLeastEvery) },
    summary: () => `No line of ${name} reached Elasticsearch for ${durationText(facts.atLeastEvery)}.`,
    firstSteps: [
      "Does it run? Its metrics tell.",
      "Are others silent too? Then look at Logstash and Elasticsearch: the dashboard of the ELK cluster.",
      "Only this one: was it moved to other pods or another namespace than system/ says?",
    ],
    stories: () => silenceStories(component, facts.atLeastEvery, minutes(5)),
  };
}

const unread = (component: Component): LogAlert => ({
  ...common(component, "unread"),
  title: `${component.name}: lines cannot be read`,
  watches: logs.unread,
  value: lineCount(all(is(serviceName, component.name), unreadLines), hours(1)),
  fires: { above: 20 },
  clears: 10,
  pendingFor: minutes(5),
  absent: toldBySilence,
  numbers: { window: durationText(hours(1)) },
  summary: (value, above) =>
    `${value} of ${component.name} could not be taken apart within an hour; the alert stands at ${above}. They are kept as they are.`,
  firstSteps: [
    "What do they look like? Follow the link to the logs; event.reason says which processor gave up.",
    "Did the format change with a deploy? Teach the pipeline the new one: logs/ in this repository.",
  ],
  stories: () =>
    countStories({
      component,
      counted: matching(unreadLines),
      similar: readLine,
      limit: 20,
      window: hours(1),
      pendingFor: minutes(5),
    }),
});
