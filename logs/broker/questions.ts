import type { Component } from "../../model/component";
import { clientAddress, errorMessage, errorPattern, errorType, logLevel, message, podName, userName } from "../fields";
import { any } from "../filter";
import { ask, bars, byTime, byValues, count, distinct, last, lastSeen, number, table } from "../kibana/build";
import { logName } from "../names";
import type { Questions, SavedSearch } from "../panel";
import {
  alarm,
  brokerEvent,
  brokerProcess,
  channel,
  clientName,
  connection,
  node,
  operation,
  queue,
  vhost,
} from "./fields";
import { brokerLines } from "./lines";

/** What is asked of the lines of RabbitMQ, besides what is asked of all. */
export const brokerQuestions = (component: Component): Questions => ({
  now: [alarmsNow],
  panels: [events, refusals, broken, logins, crashes],
  searches: [alarmSearch(component), connectionSearch(component), crashSearch(component)],
});

const alarmsNow = number("alarms-now", {
  title: "Alarms set",
  description:
    "Memory or disk ran out on a node, and all publishers are blocked until it clears. Normal: none. Otherwise: which of the two and where, in the saved search; then drain the deepest queues or give the node more.",
  query: ask([count("alarms")], [], brokerLines.alarms),
});

const events = bars("events", {
  title: "Lines by what they are about",
  description:
    "Normal: connections that come and go. A block of startup: a node was started anew, the minutes before tell why. raft and cluster in crowds: nodes lose each other.",
  query: ask([count("lines")], [byValues(brokerEvent, "About"), byTime]),
});

const refusals = table("refused-operations", {
  title: "Operations that were refused",
  description:
    "What clients asked for and did not get, by the condition of AMQP. Normal: none. not_found: a client came before its queue was declared; precondition_failed: two clients declare it differently; access_refused: rights.",
  query: ask(
    [
      count("Lines"),
      last("Operation", operation),
      last("Queue", queue),
      last("User", userName),
      last("Newest", message),
    ],
    [byValues(errorType, "Condition")],
    brokerLines.channelErrors,
  ),
});

const broken = table("broken-connections", {
  title: "Connections that broke",
  description:
    "By where they came from. Normal: a few at each deployment of a client. Missed heartbeats: the client hangs or the network does; connections without AMQP: something else knocks at the port.",
  query: ask(
    [count("Lines"), lastSeen, last("Newest", errorMessage), last("Client", clientName)],
    [byValues(clientAddress, "From")],
    brokerLines.brokenConnections,
  ),
});

const logins = table("failed-logins", {
  title: "Failed logins",
  description:
    "Of AMQP and of the management interface. Normal: none. One user: a password was changed and not there. Many users: somebody tries.",
  query: ask(
    [count("Lines"), distinct("Addresses", clientAddress), last("Newest", errorMessage)],
    [byValues(userName, "User")],
    brokerLines.failedLogins,
  ),
});

const crashes = table("crashes", {
  title: "Crashes within the broker",
  description:
    "Processes of Erlang that ended by an error. Normal: none; one alone is started anew by itself. Many of one kind, or of queues: the broker's version and this error are worth a search at rabbitmq/rabbitmq-server.",
  query: ask([count("Lines"), lastSeen, last("Node", podName)], [byValues(errorPattern, "Error")], brokerLines.crashes),
});

const alarmSearch = (component: Component): SavedSearch => ({
  id: `${logName(component)}-alarms`,
  title: `${component.name} · alarms and watermarks`,
  description: "When an alarm was set and when it cleared, and what was measured then.",
  filter: any(brokerLines.alarms, brokerLines.alarmsCleared, brokerLines.watermarks, brokerLines.partitions),
  columns: [brokerEvent, alarm, node, message],
});

const connectionSearch = (component: Component): SavedSearch => ({
  id: `${logName(component)}-connections`,
  title: `${component.name} · connections and channels that failed`,
  description: "All lines of one connection have its process in common.",
  filter: any(
    brokerLines.brokenConnections,
    brokerLines.channelErrors,
    brokerLines.failedLogins,
    brokerLines.consumerTimeouts,
  ),
  columns: [brokerEvent, errorType, message, clientAddress, clientName, userName, vhost, queue, connection, channel],
});

const crashSearch = (component: Component): SavedSearch => ({
  id: `${logName(component)}-crashes`,
  title: `${component.name} · crash reports`,
  description: "In the text format the report follows in lines of its own: same process, same time.",
  filter: any(brokerLines.crashes, brokerLines.continuations),
  columns: [logLevel, brokerProcess, message, podName],
});
