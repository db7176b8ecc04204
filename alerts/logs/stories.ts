import { errorPattern, eventKind, logLevel, serviceName } from "../../logs/fields";
import type { Filter } from "../../logs/filter";
import type { Component } from "../../model/component";
import type { Duration } from "../../units/quantities";
import { days, hours, minutes, times, together } from "../../units/quantities";
import { another } from "../stories/another";
import type { FiringLogStory, LoggedLines, LogStories, LogStory } from "../stories/log-story";

type Fields = LoggedLines["fields"];

const now = minutes(0);

const lines = (count: number, first: Duration, last: Duration, fields: Fields): LoggedLines => ({
  count,
  ago: { first, last },
  fields,
});

/** That there are lines is no fault. */
const usual = lines(60, hours(1), now, { [logLevel.name]: "info" });

const byAnother = ({ name }: Component, of: LoggedLines): LoggedLines => ({
  ...of,
  fields: { ...of.fields, [serviceName.name]: another(name) },
});

const bare: FiringLogStory["labels"] = [{}];

interface Counted {
  readonly component: Component;
  /** One line of each kind that is counted. */
  readonly counted: readonly [Fields, ...Fields[]];
  /** Fields of lines that are nearly the same, and not counted. */
  readonly similar: Fields;
  /** Number of lines within `window` beyond which they are too many. */
  readonly limit: number;
  readonly window: Duration;
  readonly pendingFor: Duration;
}

/** Stories of an alert that counts lines. */
export function countStories({ component, counted, similar, limit, window, pendingFor }: Counted): LogStories {
  const lasting = times(window, 2);
  /** So many a window, all the time, of each kind alike. */
  const steady = (share: number, kinds = counted): LoggedLines[] =>
    kinds.map((fields) => lines(Math.round((2 * share * limit) / kinds.length), lasting, now, fields));
  return {
    quiet: [
      { when: "a few less are written", given: [usual, ...steady(0.8)] },
      {
        when: "a burst of them has not lasted",
        given: [usual, lines(2 * limit, times(pendingFor, 0.6), times(pendingFor, 0.3), counted[0])],
      },
      { when: "lines are written that only look alike", given: steady(3, [similar]) },
      { when: "another component writes them", given: [usual, ...steady(3).map((of) => byAnother(component, of))] },
    ],
    fires: [{ when: "a few more are written", given: [usual, ...steady(1.25)], labels: bare }],
  };
}

/**
 * Stories of an alert of which one line is enough.
 * @param fields of each of the kinds of such lines
 * @param similar what is nearly the same, and not counted
 */
export const singleLineStories = (
  component: Component,
  [first, ...more]: readonly [Fields, ...Fields[]],
  similar: Fields,
  window: Duration,
): LogStories => {
  const early = times(window, 0.8);
  const one = (fields: Fields, ago = early): LoggedLines => lines(1, ago, ago, fields);
  const fires = (fields: Fields, when: string): FiringLogStory => ({ when, given: [usual, one(fields)], labels: bare });
  return {
    quiet: [
      { when: "none is written", given: [usual] },
      { when: "one was written, and that is long ago", given: [usual, one(first, times(window, 1.5))] },
      { when: "lines are written that only look alike", given: [lines(20, early, now, similar)] },
      { when: "another component writes one", given: [usual, byAnother(component, one(first))] },
    ],
    fires: [
      fires(first, "one was written, a while ago"),
      ...more.map((fields, at) => fires(fields, `one of another kind was written, a while ago (${at + 2})`)),
    ],
  };
};

/**
 * Stories of the alert on silence.
 * @param window without a line in it
 */
export const silenceStories = (component: Component, window: Duration, pendingFor: Duration): LogStories => {
  const until = (ago: Duration): LoggedLines => lines(20, together(ago, hours(1)), ago, {});
  const others = byAnother(component, usual);
  const gone = (waited: number): LoggedLines => until(together(window, times(pendingFor, waited)));
  const single = times(window, 0.5);
  return {
    quiet: [
      { when: "one line was written within its time", given: [until(times(window, 4)), lines(1, single, single, {})] },
      { when: "it has been silent a moment longer than it may", given: [gone(0.4), others] },
    ],
    fires: [{ when: "it is silent, though not another", given: [gone(1.6), others], labels: bare }],
  };
};

/**
 * Stories of the alert on new errors.
 * @param memory how long an error is known
 * @param news how long one is new
 */
export const newErrorStories = (component: Component, memory: Duration, news: Duration): LogStories => {
  const error = (pattern: string, level = "error"): Fields => ({
    [logLevel.name]: level,
    [errorPattern.name]: pattern,
  });
  const once = (ago: Duration, fields = error("cannot reserve stock")): LoggedLines => lines(1, ago, ago, fields);
  const recent = times(news, 0.8);
  const own = [{ [errorPattern.name]: "cannot reserve stock" }];
  const story = (when: string, ...given: readonly LoggedLines[]): LogStory => ({ when, given: [usual, ...given] });
  return {
    quiet: [
      story("one comes that came some days ago as well", once(days(5)), once(recent)),
      story("a new one is news no more", once(times(news, 1.2))),
      story("a warning comes that was never seen", once(recent, error("cannot reserve stock", "warn"))),
      story("another component logs it", byAnother(component, once(recent))),
    ],
    fires: [
      { ...story("one comes that was never seen", once(recent), once(days(5), error("known"))), labels: own },
      { ...story("one comes that was last seen long ago", once(times(memory, 1.5)), once(recent)), labels: own },
      { ...story("a fatal one comes", once(recent, error("cannot reserve stock", "fatal"))), labels: own },
    ],
  };
};

/**
 * The kinds of lines that a filter finds: fields of one for each of its alternatives.
 * @throws if it asks for more than values
 */
export function matching(filter: Filter): [Fields, ...Fields[]] {
  if (filter.kind === "is") return [{ [filter.field.name]: filter.value }];
  const [first, ...more] = filter.kind === "any" ? filter.of.flatMap(matching) : [];
  if (!first) throw new Error(`no line is known that ${filter.kind} finds`);
  return [first, ...more];
}

export const levelled = (level: string): Fields => ({ [logLevel.name]: level });

/** Fields of lines that could be read. */
export const readLine: Fields = { [eventKind.name]: "event" };
