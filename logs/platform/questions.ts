import type { Component } from "../../model/component";
import { attributes, containerName, errorMessage, errorPattern, logger, logLevel, message, podName } from "../fields";
import { any } from "../filter";
import { ask, bars, byTime, byValues, count, distinct, last, lastSeen, lines, number, table } from "../kibana/build";
import { errorLines } from "../lines";
import { logName } from "../names";
import type { Questions, SavedSearch } from "../panel";
import { platformEvent } from "./fields";
import { platformLines } from "./lines";

/** What the monitoring itself is there for, and did not do. */
const blindness = any(
  platformLines.ruleFailures,
  platformLines.scrapeFailures,
  platformLines.notificationFailures,
  platformLines.deliveryFailures,
);

/** What is asked of the lines of the monitoring itself, besides what is asked of all. */
export const platformQuestions = (component: Component): Questions => ({
  now: [untoldNow],
  panels: [errorsByContainer, failures, byContainer],
  searches: [blindnessSearch(component), spaceSearch(component)],
});

const untoldNow = number("untold-now", {
  title: "Notifications that failed",
  description:
    "Somebody was to be told of an alert, and was not. Normal: none; single ones are tried again. More: the saved search names the contact point and what it answered; tell people by other means until then.",
  query: ask([count("notifications")], [], platformLines.notificationFailures),
});

const errorsByContainer = lines("errors-by-container", {
  title: "Errors by program",
  description:
    "Normal: next to none, single ones when pods start. One program alone: its own trouble; several at once: what they share, mostly Elasticsearch, the network or a node.",
  query: ask([count("error lines")], [byValues(containerName, "Program"), byTime], errorLines),
});

const failures = bars("failures", {
  title: "What the monitoring failed to do",
  description:
    "Scrapes, rules, notifications, deliveries. Normal: none. Scrapes: a target answers what Prometheus cannot take; rules: an alert that may not fire, so at once; deliveries: data is lost or waits.",
  query: ask([count("lines")], [byValues(platformEvent, "What"), byTime], blindness),
});

const byContainer = table("programs", {
  title: "Programs",
  description:
    "Who writes how much, and of it how many errors. Normal: Grafana and Elasticsearch write most. A program that is missing writes nothing, or Filebeat does not read it.",
  query: ask(
    [count("Lines"), count("Errors", errorLines), distinct("Pods", podName), lastSeen, last("Newest", message)],
    [byValues(containerName, "Program", 30)],
  ),
});

const blindnessSearch = (component: Component): SavedSearch => ({
  id: `${logName(component)}-blindness`,
  title: `${component.name} · scrapes, rules, notifications and deliveries that failed`,
  description:
    "What was not measured, not judged, not said or not kept. The attributes name the target, rule or contact.",
  filter: blindness,
  columns: [platformEvent, containerName, logger, message, errorMessage, attributes],
});

const spaceSearch = (component: Component): SavedSearch => ({
  id: `${logName(component)}-space`,
  title: `${component.name} · crashes and full disks`,
  description: "Full disks and queues, and programs that ended by an error.",
  filter: any(platformLines.outOfSpace, platformLines.crashes),
  columns: [logLevel, platformEvent, containerName, podName, message, errorPattern],
});
