import { brokerLines } from "../../logs/broker/lines";
import { databaseLines } from "../../logs/database/lines";
import { serviceName } from "../../logs/fields";
import type { Filter } from "../../logs/filter";
import { all, is } from "../../logs/filter";
import { platformLines } from "../../logs/platform/lines";
import { lineCount } from "../../logs/query";
import type { Component, ComponentKind } from "../../model/component";
import { logs } from "../../signals/logs";
import { hours, minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { LogAlert } from "./common";
import { common, toldBySilence } from "./common";
import { countStories, levelled, matching, singleLineStories } from "./stories";

interface Lines {
  readonly crashes: Filter;
  readonly failedLogins: Filter;
}

/**
 * Of what we did not write, and whose metrics tell neither. A service's crashes show as restarts, its logins as
 * responses.
 */
const linesOf: Readonly<Record<ComponentKind["kind"], Lines | undefined>> = {
  http: undefined,
  broker: brokerLines,
  database: databaseLines,
  platform: platformLines,
};

export function alertsOfKind(component: Component): LogAlert[] {
  const lines = linesOf[component.is.kind];
  return lines ? [crash(component, lines.crashes), failedLogins(component, lines.failedLogins)] : [];
}

const crash = (component: Component, crashes: Filter): LogAlert => ({
  ...common(component, "crash"),
  title: `${component.name}: a process crashed`,
  watches: logs.crashes,
  value: lineCount(all(is(serviceName, component.name), crashes), hours(1)),
  // One line is enough.
  fires: { above: 0.5 },
  clears: 0.5,
  pendingFor: minutes(0),
  absent: toldBySilence,
  numbers: { window: durationText(hours(1)) },
  summary: (value) => `${component.name} wrote ${value} about crashes or lack of resources within an hour.`,
  firstSteps: [
    "What crashed, and of what? Follow the link to the logs.",
    "Does it work again? The dashboard of its metrics.",
    "Again and again? Then stop what makes it crash, before the cause is known.",
  ],
  stories: () => singleLineStories(component, matching(crashes), levelled("fatal"), hours(1)),
});

const failedLogins = (component: Component, lines: Filter): LogAlert => ({
  ...common(component, "failed-logins"),
  title: `${component.name}: logins fail`,
  watches: logs.failedLogins,
  value: lineCount(all(is(serviceName, component.name), lines), minutes(10)),
  fires: { above: 20 },
  clears: 10,
  pendingFor: minutes(5),
  absent: toldBySilence,
  numbers: { window: durationText(minutes(10)) },
  summary: (value, above) =>
    `${component.name} wrote ${value} about failed logins within ten minutes; the alert stands at ${above}.`,
  firstSteps: [
    "Who, from where? The dashboard in Kibana, table on failed logins.",
    "One user from one address: was a password changed, and one of its Secrets forgotten?",
    "Many users, or an address from outside: somebody tries. Close the way, then ask.",
  ],
  stories: () =>
    countStories({
      component,
      counted: matching(lines),
      similar: levelled("error"),
      limit: 20,
      window: minutes(10),
      pendingFor: minutes(5),
    }),
});
