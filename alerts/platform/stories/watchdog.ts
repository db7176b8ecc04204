import { up } from "../../../signals/contracts/prometheus";
import { hours, minutes } from "../../../units/quantities";
import type { Stretch } from "../../stories/course";
import { gauge, leadIn } from "../../stories/course";
import { shaped } from "../../stories/series";
import type { Stories } from "../../stories/story";

/** Stories of the watchdog, the only alert that fires while all is well. */
export function watchdogStories(): Stories {
  const targets = (stretches: readonly Stretch[]) => [shaped(up, { job: "one" }, gauge(stretches))];
  const at = minutes(30);
  return {
    quiet: [
      { when: "nothing was ever scraped", given: [], at },
      {
        when: "nothing is scraped any more",
        given: targets([
          { for: leadIn, at: 1 },
          { for: hours(1), is: "ended" },
        ]),
        at,
      },
    ],
    fires: [
      { when: "something is scraped", given: targets([{ for: hours(1), at: 1 }]), at, labels: [{}] },
      { when: "nothing that is scraped answers", given: targets([{ for: hours(1), at: 0 }]), at, labels: [{}] },
    ],
  };
}
