import type { Component } from "../../model/component";
import { tolerableErrors } from "../../model/logs";
import { durationText } from "../../units/text";
import { errorPattern, eventReason, logLevel, message, podName } from "../fields";
import { errorLines, unreadLines } from "../lines";
import type { LogPanel, Questions } from "../panel";
import { ask, bars, byTime, byValues, count, distinct, firstSeen, last, lastSeen, number, table, wide } from "./build";

/**
 * The panels of a component's dashboard: what is asked of all components, with what is asked of one kind where it
 * belongs.
 */
export function panelsOf(component: Component, { now, panels }: Pick<Questions, "now" | "panels">): LogPanel[] {
  const inPods = component.source.kind === "pods";
  const [beside, ...below] = panels;
  return [
    linesNow(component),
    errorsNow(component),
    unreadNow,
    ...now,
    volume,
    ...(beside ? [beside] : []),
    topErrors(inPods),
    ...below,
    newErrors,
    ...(inPods ? [byPod] : []),
    unread(inPods),
  ];
}

const linesNow = ({ logs }: Component): LogPanel =>
  number("lines-now", {
    title: "Lines",
    description: `All that was written in the time shown. Normal: at least one within ${durationText(logs.atLeastEvery)}. None: does it run, and do others write? If nobody does, look at Logstash first.`,
    query: ask([count("lines")]),
  });

const errorsNow = ({ logs }: Component): LogPanel =>
  number("errors-now", {
    title: "Errors",
    description: `Lines of level error or worse. Normal: fewer than ${tolerableErrors(logs)} within ten minutes, and always the same ones. More: which, in the table of errors by pattern.`,
    query: ask([count("error lines")], [], errorLines),
  });

const unreadNow = number("unread-now", {
  title: "Not read",
  description:
    "Lines that the pipeline could not take apart: they are kept, and counted nowhere else. Normal: none. The table at the end shows what they look like; teach the pipeline (logs/) the new format.",
  query: ask([count("lines not read")], [], unreadLines),
});

const volume = bars("volume", {
  title: "Lines by level",
  description:
    "Normal: follows the traffic, errors a thin edge at most. A sudden drop: lines are lost, or nobody calls any more. A sudden rise: mostly one pattern, named below; whoever turned on debug lines turns them off.",
  query: ask([count("lines")], [byValues(logLevel, "Level"), byTime]),
});

const topErrors = (inPods: boolean): LogPanel =>
  table("errors-by-pattern", {
    ...wide,
    title: "Errors by pattern",
    description:
      "Errors that differ only in numbers, names and ids are one. Normal: the same few every day. Begin at the top: when was it last seen, is it one pod or all, since when? The saved search on errors has the lines themselves.",
    query: ask(
      [count("Lines"), lastSeen, last("Newest", message), ...inAsManyPods(inPods)],
      [byValues(errorPattern, "Pattern", 20)],
      errorLines,
    ),
  });

const newErrors = table("new-errors", {
  title: "Errors that came last",
  description:
    "By when each pattern was first seen in the time shown: look at a day or more. Normal: the top is old. What began with a deploy is the deploy's; what began by itself has a cause outside.",
  query: ask([firstSeen, count("Lines"), last("Newest", message)], [byValues(errorPattern, "Pattern")], errorLines),
});

const byPod = table("pods", {
  title: "Pods",
  description:
    "Normal: all pods of one kind write about as much. One that fails more than its like is ill: restart it, then ask why. One that stopped writing is gone, or hangs: when, says the last column.",
  query: ask([count("Errors", errorLines), count("Lines"), lastSeen], [byValues(podName, "Pod", 20)]),
});

const unread = (inPods: boolean): LogPanel =>
  table("unread", {
    ...wide,
    title: "Lines that could not be read",
    description:
      "By the step of the pipeline that gave up; the newest line shows on what. Normal: empty. Since a deploy: the format changed with it. Teach the pipeline (logs/) the new one.",
    query: ask(
      [count("Lines"), lastSeen, last("Newest", message), ...inAsManyPods(inPods)],
      [byValues(eventReason, "Gave up at")],
      unreadLines,
    ),
  });

const inAsManyPods = (inPods: boolean) => (inPods ? [distinct("Pods", podName)] : []);
