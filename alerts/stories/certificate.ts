import { probes } from "../../signals/contracts/blackbox";
import type { Duration } from "../../units/quantities";
import { days, hours, inSeconds, less, minutes, together } from "../../units/quantities";
import { another } from "./another";
import { gauge } from "./course";
import type { InputSeries } from "./series";
import { shaped } from "./series";
import type { Stories } from "./story";

/** What a certificate is asked of, and from where. */
export interface Probed {
  /** Name of what is asked, in the label `service`. */
  readonly name: string;
  readonly jobOf: (place: string) => string;
  readonly places: readonly [here: string, there?: string];
}

/** Stories of the alert on a certificate that expires. @param within how long before its end the alert stands */
export function certificateStories(
  { name, jobOf, places: [here, there] }: Probed,
  within: Duration,
  pendingFor: Duration,
): Stories {
  const every = minutes(2);
  const lasts = together(pendingFor, minutes(30));
  // Time begins at 0 in a story, which makes an expiry the time that is left.
  const expires = (service: string, place: string, left: Duration, seen = hours(4)): InputSeries =>
    shaped(
      probes.certificateExpiry,
      { job: jobOf(place), service, place },
      gauge(
        [
          { for: seen, at: inSeconds(together(left, lasts)) },
          { for: less(hours(4), seen), is: "ended" },
        ],
        every,
      ),
    );
  const later = together(within, hours(3));
  const sooner = less(within, hours(3));
  const other = expires(another(name), here, sooner);
  const labels = [{}] as const;
  return {
    quiet: [
      { when: "it lasts a little longer", given: [expires(name, here, later), other], at: lasts, every },
      { when: "it was seen only a moment ago", given: [expires(name, here, sooner)], at: minutes(30), every },
      {
        when: "nobody has seen it for more than an hour",
        given: [expires(name, here, sooner, minutes(50))],
        at: hours(2.4),
        every,
      },
    ],
    fires: [
      there === undefined
        ? { when: "it lasts a little less", given: [expires(name, here, sooner), other], at: lasts, every, labels }
        : {
            when: "the one that a single place is shown lasts a little less",
            given: [expires(name, here, together(within, days(30))), expires(name, there, sooner), other],
            at: lasts,
            every,
            labels,
          },
      {
        when: "nobody has seen it for three quarters of an hour",
        given: [expires(name, here, sooner, minutes(100))],
        at: hours(2.4),
        every,
        labels,
      },
    ],
  };
}
