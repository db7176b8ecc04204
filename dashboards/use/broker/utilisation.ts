import { select } from "../../../promql/build";
import { node, queue } from "../../../signals/use/broker";
import { filling } from "../../../signals/use/broker-nodes";
import { durationText } from "../../../units/text";
import { alertPanel } from "../../alert-panel";
import { graph, query } from "../../build";
import type { Panel } from "../../panel";
import type { Context } from "./context";
import { ofChosen, onlyThisQueue } from "./context";

const { ticket, page } = filling;
const half = { width: 12 };

export const rates = (context: Context): Panel =>
  graph("rates", queue.completed, {
    ...half,
    title: "Published and completed",
    description: `What arrives and what leaves for good, of channels that are open. ${queue.published.normally}`,
    links: [onlyThisQueue(context, "series")],
    queries: [
      query("{{queue_name}} published", ofChosen(context, queue.published.rate)),
      query("{{queue_name}} completed", ofChosen(context, queue.completed.rate)),
    ],
  });

export const memory = ({ broker, alerts }: Context): Panel =>
  alertPanel(alerts.memory, {
    description: "As alerted it is 0 while the alarm is on, which has an alert of its own.",
    ...half,
    legend: "{{instance}} as alerted",
    beside: [query("{{instance}}", select(node.memory.ratio, { resource: broker.name }))],
  });

export const diskLeft = ({ alerts }: Context): Panel =>
  alertPanel(alerts.disk, {
    ...half,
    description: `At the smaller of two paces, that of the last ${durationText(ticket.now)}, and that of the time before, up to ${durationText(ticket.since)} ago; ${durationText(ticket.horizon)} is as far as it looks ahead, and more while the alarm is on. To wake somebody it is told from ${durationText(page.since)}. Younger nodes have none.`,
    legend: "{{instance}}",
    noValue: "Too young",
  });

export const diskFree = ({ broker }: Context): Panel =>
  graph("disk-free", node.disk, {
    ...half,
    title: "Free disk above the limit",
    thresholds: [{ below: 0 }],
    queries: [query("{{instance}}", select(node.disk.free, { resource: broker.name }))],
  });
