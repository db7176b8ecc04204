import type { Levels } from "../model/levels";
import { min, select } from "../promql/build";
import { probe } from "../signals/probe";
import type { Duration } from "../units/quantities";
import { days, hours, inSeconds } from "../units/quantities";
import { durationText } from "../units/text";
import type { AlertRule } from "./alert";
import { atLevels } from "./levels";
import type { Probed } from "./stories/certificate";
import { certificateStories } from "./stories/certificate";

/** How long before a certificate expires somebody acts: in the order of the day, or at once. */
const levelsBefore: Levels<Duration> = { ticket: days(21), page: days(3) };

const pendingFor = hours(1);

/** A certificate that probes see. */
export interface Certified extends Probed {
  /** The certificate in a title: completes “… expires soon”. */
  readonly title: string;
  /** The certificate in a sentence: completes “… expires in 20 days”. */
  readonly subject: string;
}

/**
 * Query for the seconds until the first of the certificates that places see expires.
 * @param name of what the places ask, in the label `service`
 */
export const leastRemaining = (name: string) => min(select(probe.certificate.remaining, { service: name }));

type Shared = "severity" | "title" | "fires" | "clears" | "pendingFor" | "summary" | "stories";

/**
 * The ticket and the page on a certificate that is about to expire.
 * @param own whose it is, what they know of it and do first
 */
export const certificateExpires = (
  { title, subject, ...probed }: Certified,
  own: Omit<AlertRule, Shared>,
): Levels<AlertRule> =>
  atLevels(levelsBefore, (level, severity) => ({
    ...own,
    title: `${title} expires ${severity === "page" ? "within days" : "soon"}`,
    fires: { below: inSeconds(level) },
    clears: inSeconds(level) + inSeconds(days(1)),
    pendingFor,
    summary: (value) => `${subject} expires in ${value}; the alert stands at ${durationText(level)}.`,
    stories: () => certificateStories(probed, level, pendingFor),
  }));
