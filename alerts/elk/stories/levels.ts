import type { Labels } from "../../../promql/labels";
import type { Duration } from "../../../units/quantities";
import { days, hours, less, minutes, together } from "../../../units/quantities";
import { units } from "../../../units/unit";
import type { Stretch } from "../../stories/course";
import { leadIn, mapped, suddenly } from "../../stories/course";
import { levelStories } from "../../stories/level";
import type { Stories, Story } from "../../stories/story";
import type { Changes } from "./cluster";
import { cluster, nodes, pods } from "./cluster";

const ofCluster: Labels = {};
const ofNode: Labels = { node: nodes[0] };
const ofPod: Labels = { node: pods[0] };

/** What is counted, of which there should be none. */
const noneOf = (changed: (count: readonly Stretch[]) => Changes["gauges"]) => (pendingFor: Duration) =>
  levelStories({
    usual: 0,
    near: 0,
    beyond: 1,
    pendingFor,
    told: (count) => cluster({ gauges: changed(count) ?? {} }),
    labels: ofCluster,
    text: String,
  });

/** What is in use, in hundredths of what there is. */
const shareOf =
  (changed: (share: readonly Stretch[]) => Changes["gauges"], labels: Labels, usual = 0.5) =>
  (above: number, pendingFor: Duration): Stories =>
    levelStories({
      usual,
      near: 0.93 * above,
      beyond: 1.06 * above,
      pendingFor,
      told: (share) => cluster({ gauges: changed(share) ?? {} }),
      labels,
      text: units.ratio.text,
    });

const inHundredths = (share: readonly Stretch[]) => mapped(share, (of) => 100 * of);

export const unassignedStories = noneOf((unassigned) => ({ unassigned, yellow: unassigned }));
export const blockedStories = noneOf((blocked) => ({ blocked }));
export const stuckStories = noneOf((stuckIndex) => ({ stuckIndex }));
export const filebeatMissingStories = noneOf((filebeatMissing) => ({ filebeatMissing }));

export const diskStories = shareOf((used) => ({ free: mapped(used, (of) => 100 - 100 * of) }), ofNode);
export const heapStories = shareOf((used) => ({ heap: inHundredths(used) }), ofNode);
export const queueStories = shareOf((used) => ({ queued: inHundredths(used) }), ofPod, 0);
/** Stories of the alert on shards: a share of those that two data nodes may have. */
export const shardStories = shareOf((used) => ({ shards: mapped(used, (of) => 2000 * of) }), ofCluster);

/** Stories of the alert on a red cluster. Yellow is 1, red is 2. */
export const redStories = (pendingFor: Duration): Stories =>
  levelStories({
    usual: 0,
    near: 1,
    beyond: 2,
    pendingFor,
    told: (level) =>
      cluster({
        gauges: {
          yellow: mapped(level, (of) => (of === 1 ? 1 : 0)),
          red: mapped(level, (of) => (of === 2 ? 1 : 0)),
        },
      }),
    labels: ofCluster,
    text: (level) => (level === 1 ? "yellow" : "red"),
  });

/** Stories of the alert on dead letters. @param size bytes of one letter @param window in which they are counted */
export function deadLetterStories(size: number, window: Duration, pendingFor: Duration): Stories {
  const story = (when: string, letters: number, look: Duration, usual = 1): Story => ({
    when,
    given: cluster({ gauges: { deadLetters: suddenly(usual, usual + letters) } }),
    at: together(leadIn, look),
  });
  const due = together(pendingFor, minutes(2));
  return {
    quiet: [
      story("less is put aside than one line has", 0.9 * size, due),
      story("lines were put aside, and none within the hour", 4 * size, together(window, minutes(9))),
      story("lines that were put aside expire", -8 * size, due, 10 * size),
      story("lines were put aside just now", 4 * size, together(pendingFor, minutes(-1))),
    ],
    fires: [
      { ...story("a line is put aside", 1.2 * size, due), labels: [ofPod] },
      {
        ...story("lines were put aside most of an hour ago", 4 * size, together(window, minutes(-10))),
        labels: [ofPod],
      },
    ],
  };
}

/** Stories of the alert on snapshots that are not taken. @param within how soon the next has to be taken */
export function snapshotStories(within: Duration, pendingFor: Duration): Stories {
  const every = minutes(10);
  /** One after each of so many days, and then none for so long. */
  const story = (when: string, taken: number, none: Duration): Story => {
    const snapshots: Stretch[] = [
      ...Array.from({ length: taken }, (_, at) => ({ for: days(1), at })),
      { for: none, at: taken },
    ];
    return {
      when,
      given: cluster({ every, gauges: { snapshots } }, together(days(taken), none)),
      at: less(together(days(taken), none), every),
      every,
    };
  };
  const late = together(within, pendingFor, minutes(40));
  return {
    quiet: [
      story("the last was taken a day and a half ago", 4, hours(36)),
      story("none was taken yet, and the cluster is younger", 0, together(within, hours(-10))),
      story("one has been due for less long than is waited", 1, together(within, minutes(30))),
    ],
    fires: [
      { ...story("none has been taken since", 1, late), labels: [ofCluster] },
      { ...story("none was ever taken", 0, late), labels: [ofCluster] },
    ],
  };
}
