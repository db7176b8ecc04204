import { probeJob } from "../../../environments/names";
import type { HttpService } from "../../../model/http-service";
import { probes } from "../../../signals/contracts/blackbox";
import type { Duration } from "../../../units/quantities";
import { days, hours, inSeconds, less, minutes, together } from "../../../units/quantities";
import { another } from "../../stories/another";
import { gauge } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { Stories } from "../../stories/story";
import { here, there } from "./probed";

/** @param within how long before its end the alert stands */
export function certificateStories({ name }: HttpService, within: Duration, pendingFor: Duration): Stories {
  const every = minutes(2);
  const lasts = together(pendingFor, minutes(30));
  // Time begins at 0 in a story, which makes an expiry the time that is left.
  const expires = (service: string, place: string, left: Duration, seen = hours(4)): InputSeries =>
    shaped(
      probes.certificateExpiry,
      { job: probeJob(place), service, place },
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
  const labels = [{ service: name }] as const;
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
      {
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
