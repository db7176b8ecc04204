import { select } from "../../../promql/build";
import { node, queue } from "../../../signals/use/broker";
import { unroutableWindow } from "../../../signals/use/broker-nodes";
import { durationText } from "../../../units/text";
import { alertPanel } from "../../alert-panel";
import { graph, query } from "../../build";
import type { Panel } from "../../panel";
import type { Context } from "./context";
import { ofChosen } from "./context";
import { groupsPanel } from "./groups";

export const consumers = (context: Context): Panel =>
  graph("consumers", queue.consumers, {
    width: 12,
    queries: [query("{{queue_name}}", ofChosen(context, queue.consumers.count))],
  });

export const consumersGone = (context: Context): Panel =>
  groupsPanel(context, "consumersGone", {
    title: "Messages that wait for nobody",
    description:
      "0 while a queue has a consumer most of the time. How long the alerts wait for one is how long a message may wait.",
    width: 12,
  });

export const alarm = ({ alerts }: Context): Panel => alertPanel(alerts.alarm, { legend: "{{alarm}}", width: 12 });

export const unroutable = ({ broker, alerts }: Context): Panel =>
  alertPanel(alerts.unroutable, {
    description: `In the last ${durationText(unroutableWindow)}.`,
    legend: "all",
    beside: [query("{{fate}}", select(node.unroutable.increase, { resource: broker.name }))],
    width: 12,
  });
