import { floors } from "../../../alerts/use/broker-queues";
import type { Queues } from "../../../model/broker";
import { groupsOf } from "../../../model/broker";
import { queue } from "../../../signals/use/broker";
import { queueWindow } from "../../../signals/use/broker-queues";
import { durationText, percentText } from "../../../units/text";
import { graph, query } from "../../build";
import type { Panel } from "../../panel";
import type { Context } from "./context";
import { inFlight, ofChosen, onlyThisQueue } from "./context";
import { groupsPanel } from "./groups";

const window = durationText(queueWindow);
const half = { width: 12 };

const allowed = ({ name, drainsWithin: { ticket, page } }: Queues) =>
  page ? `${name} ${durationText(ticket)} of ${durationText(page)}` : `${name} ${durationText(ticket)}`;

export const drain = (context: Context): Panel =>
  groupsPanel(context, "drain", {
    title: "Time to drain, of what is allowed",
    description: `100 % is all that a group of queues allows; where somebody is woken then, its ticket comes before: ${groupsOf(context.broker).map(allowed).join(", ")}. It counts only from ${floors.waiting} messages on that waited all of the last ${window}, while consumers are there, and while the queue does not shrink by ${percentText(floors.shrinks)} in ${window}: a batch that is being worked off is no fault.`,
    ...half,
  });

export const waiting = (context: Context): Panel =>
  graph("waiting", queue.waiting, {
    ...half,
    links: [onlyThisQueue(context, "series")],
    queries: [query("{{queue_name}}", ofChosen(context, queue.waiting.count))],
  });

export const held = (context: Context): Panel =>
  groupsPanel(context, "stuck", {
    description: `As alerted: held for ${window} while none was acknowledged, in queues in which fewer than ${floors.waiting} wait.`,
    legend: "{{queue_name}} as alerted",
    beside: [query("{{queue_name}}", ofChosen(context, queue.held.count))],
    ...half,
  });

export const byRoutingKey = (context: Context): Panel =>
  graph("by-routing-key", queue.messages, {
    title: "Messages in flight by routing key",
    description:
      "`(none)`: bound without a key, by a fanout or headers exchange; `(unknown)`: the exporter of the bindings is away. Exchanges that are bound to exchanges are not followed.",
    ...half,
    queries: [query("{{queue_name}} {{routing_key}}", inFlight(context, queue.messages.count).chosen)],
  });
