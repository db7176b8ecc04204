import { releases } from "../../../environments/names";
import type { Duration } from "../../../units/quantities";
import { hours, minutes, round, together } from "../../../units/quantities";
import { units } from "../../../units/unit";
import type { Pace, Stretch } from "../../stories/course";
import { leadIn, suddenly } from "../../stories/course";
import { levelStories } from "../../stories/level";
import type { FiringStory, Stories, Story } from "../../stories/story";
import type { Changes } from "./cluster";
import { cluster } from "./cluster";

const window = minutes(5);

const pacesOf = (values: readonly Stretch[], perSecond: (value: number) => number): Pace[] =>
  values.map((stretch) => ({ for: stretch.for, perSecond: "at" in stretch ? round(perSecond(stretch.at)) : 0 }));

/** For half a minute something else than before, so much of it that over nine half minutes it comes to a mean. */
const batch = (before: number, mean: number): Stretch[] => [
  { for: minutes(4.5), at: before },
  { for: minutes(0.5), at: round(before + 9 * (mean - before)) },
];

/** Stories of the alert on lines that no longer come in. @param below lines a second */
export const stoppedStories = (below: number, pendingFor: Duration): Stories =>
  levelStories({
    usual: 100,
    near: 1.2 * below,
    beyond: 0.8 * below,
    pendingFor,
    window,
    told: (received) => {
      const lines = pacesOf(received, (of) => of);
      return cluster({ counters: { received: lines, sent: lines } });
    },
    labels: {},
    spells: { when: "a batch of a few lines comes every five minutes", of: batch(0, 0.65 * below) },
    text: (lines) => `${units.perSecond.text(lines)} lines`,
  });

/** Stories of the alert on lines that come in and do not leave. @param above the share of the lines that stay */
export function notLeavingStories(above: number, pendingFor: Duration): Stories {
  const busy = 100;
  const told = (stay: readonly Stretch[]) =>
    cluster({ counters: { sent: pacesOf(stay, (share) => busy * (1 - share)), received: pacesOf(stay, () => busy) } });
  const { quiet, ...others } = levelStories({
    usual: 0,
    near: 0.75 * above,
    beyond: 1.03 * above,
    pendingFor,
    window,
    told,
    labels: {},
    spells: { when: "few leave, and in batches, every five minutes", of: batch(1, 1 - 0.65 * (1 - above)) },
    text: units.ratio.text,
  });
  const few = pacesOf([{ for: hours(2), at: 0.05 }], (of) => of);
  return {
    quiet: [
      ...quiet,
      {
        when: "hardly any arrive, and none leaves",
        given: cluster({ counters: { received: few, sent: pacesOf([{ for: hours(2), at: 0 }], (of) => of) } }),
        at: hours(1),
      },
    ],
    ...others,
  };
}

export function unmeasuredStories(pendingFor: Duration): Stories {
  const due = together(pendingFor, minutes(2));
  const off = suddenly(1, 0);
  const story = (when: string, changes: Changes, look = due): Story => ({
    when,
    given: cluster(changes),
    at: together(leadIn, look),
  });
  const of = (exporter: string): FiringStory["labels"] => [{ exporter }];
  const silent: Changes = {
    ends: { after: leadIn, these: ["received", "sent", "queued", "queueLimit", "deadLetters"] },
  };
  return {
    quiet: [
      story("both measure", {}),
      story("a pod of Logstash restarts", { gauges: { logstashUp: off } }, together(pendingFor, minutes(-1))),
      story("a part of what is asked of Elasticsearch fails", { gauges: { otherAnswers: off } }),
    ],
    fires: [
      {
        ...story("Elasticsearch does not answer its exporter", { gauges: { answers: off } }),
        labels: of(releases.elasticsearchExporter),
      },
      {
        ...story("the exporter of Elasticsearch cannot be scraped", { gauges: { exporterUp: off } }),
        labels: of(releases.elasticsearchExporter),
      },
      {
        ...story("one of two pods of Logstash cannot be asked", { gauges: { logstashUp: off } }),
        labels: of(releases.logstashExporter),
      },
      { ...story("Logstash answers, and says nothing", silent), labels: of(releases.logstashExporter) },
    ],
  };
}
