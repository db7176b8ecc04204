import type { Objectives } from "../model/http-service";
import { objectivePeriod } from "../model/http-service";
import type { Percent } from "../units/quantities";
import { asRatio, milliseconds, minutes, remainder } from "../units/quantities";
import { durationText, percentText } from "../units/text";
import type { Due } from "./scenario";

type Deadline = Pick<Due, "within" | "because">;

interface Spending extends Pick<Objectives, "availability"> {
  /** Share of the requests that fails. */
  readonly failing: Percent;
  /**
   * Requests since the fault, as a multiple of those of an average hour of the week: budgets count requests, and the
   * same outage costs twice as much in the evening and next to nothing at night.
   */
  readonly busy: number;
}

/** Deadline before so much is gone of the failures that an availability objective allows. */
export const beforeSpent = (share: Percent, { availability, failing, busy }: Spending): Deadline => ({
  within: milliseconds(
    tenthOfMinute *
      Math.floor(
        (objectivePeriod.milliseconds * asRatio(share) * remainder(availability)) /
          (asRatio(failing) * busy * tenthOfMinute),
      ),
  ),
  because: `while ${percentText(failing)} fail of ${busy} times the requests of an average hour, ${percentText(share)} of the failures that ${durationText(objectivePeriod)} allow have happened by then`,
});

const tenthOfMinute = minutes(0.1).milliseconds;
