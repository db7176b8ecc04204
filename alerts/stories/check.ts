import { clip } from "../../findings/clip";
import type { Finding } from "../../findings/finding";
import { error, errorUnless, within } from "../../findings/finding";
import { repeated } from "../../findings/repeated";
import { durationText } from "../../units/text";
import type { AlertRule, AnyAlert } from "../alert";
import { askedOf, isOfMetrics } from "../alert";
import { checkLabels } from "./check-labels";
import { labelsOf } from "./labels-of";
import { samplesIn } from "./notation";
import type { AnyStory } from "./promtool";
import { sampledEvery } from "./promtool";
import type { RecordedRule } from "./recorded";
import { metricOf } from "./series";
import { storiesOf } from "./told";
import { rawMetricsBehind, rulesBehind } from "./recorded";

/** Title of a story in messages: `fires when …` or `quiet when …`. */
export const storyText = ({ labels, when }: { readonly labels?: unknown; readonly when: string }): string =>
  `${labels ? "fires" : "quiet"} when ${when}`;

/**
 * Findings on the stories of an alert that can be seen without telling them.
 * @param recorded all rules that are deployed
 */
export function checkStories(alert: AnyAlert, recorded: readonly RecordedRule[]): Finding[] {
  if (!isOfMetrics(alert)) return [];
  const { quiet, fires } = storiesOf(alert);
  const all: AnyStory[] = [...quiet, ...fires];
  const asked = askedOf(alert);
  const behind = rulesBehind(asked, recorded);
  const read = rawMetricsBehind(asked, behind);
  const carried = labelsOf(asked, behind);
  return within(`alert ${alert.id}`, [
    ...repeated(all, storyText).map(toldTwice),
    ...all.flatMap((story) =>
      within(storyText(story), [
        ...checkRaw(story),
        ...checkRead(story, read),
        ...checkLength(story),
        ...checkPending(story, alert),
        ...checkLabels(story, alert, carried),
      ]),
    ),
  ]);
}

const toldTwice = (story: AnyStory): Finding =>
  error({
    id: "story-told-twice",
    where: storyText(story),
    what: "two stories have this text.",
    why: "whoever reads that one of them fails does not know which.",
    fix: "say in what they differ.",
  });

/** Names that have a colon are recorded, by Prometheus' custom. */
function checkRaw({ given }: AnyStory): Finding[] {
  const recorded = given.map(({ series }) => metricOf(series)).filter((name) => name.includes(":"));
  return errorUnless(recorded.length === 0, {
    id: "story-not-raw",
    where: "given",
    what: `it begins with ${recorded.join(", ")}, which a recording rule writes.`,
    why: "the rule is passed by: it could be wrong, and the story would be told as before.",
    fix: "give what exporters emit.",
  });
}

const checkRead = ({ given }: AnyStory, read: ReadonlySet<string>): Finding[] =>
  errorUnless(given.length === 0 || given.some(({ series }) => read.has(metricOf(series))), {
    id: "story-not-read",
    where: "given",
    what: `the alert reads none of ${[...new Set(given.map(({ series }) => metricOf(series)))].join(", ")}.`,
    why: "whatever they do, it would do the same: the story shows nothing.",
    fix: `give ${[...read].sort().slice(0, 3).join(", ")}.`,
  });

function checkLength(story: AnyStory): Finding[] {
  const every = sampledEvery(story).milliseconds;
  const short = story.given.filter(({ values }) => (samplesIn(values) ?? 0) * every < story.at.milliseconds);
  const [{ series } = { series: "" }] = short;
  return errorUnless(short.length === 0, {
    id: "story-series-ends",
    where: "given",
    what: `one looks after ${durationText(story.at)}; ${clip(series)} ${short.length > 1 ? `and ${short.length - 1} others end` : "ends"} before.`,
    why: "what ends is still seen for five minutes and gone then, which hardly anybody means.",
    fix: 'let it go on until then, or say what becomes of it: { for: minutes(10), is: "ended" }.',
  });
}

const checkPending = (story: AnyStory, { pendingFor }: AlertRule): Finding[] =>
  errorUnless(!story.labels || story.at.milliseconds >= pendingFor.milliseconds, {
    id: "story-before-pending",
    where: "at",
    what: `it is to fire after ${durationText(story.at)}, and waits ${durationText(pendingFor)} before it does.`,
    why: "whatever is given, it cannot have fired by then.",
    fix: "look later: when the fault began, how long the value takes to show it, and the pending period on top.",
  });
