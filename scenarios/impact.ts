import type { Objectives } from "../model/http-service";
import { objectivePeriod } from "../model/http-service";
import type { Percent } from "../units/quantities";
import { asRatio, milliseconds, remainder, round } from "../units/quantities";
import { durationText, percentText } from "../units/text";
import type { Due } from "./scenario";

type Deadline = Pick<Due, "within" | "because">;

/**
 * Before so much is gone of the failures that an availability objective allows.
 *
 * @param failing share of the requests that fails
 */
export const beforeSpent = (
  share: Percent,
  { availability, failing }: Pick<Objectives, "availability"> & { readonly failing: Percent },
): Deadline => ({
  within: milliseconds(
    round(objectivePeriod.milliseconds * asRatio(share) * (remainder(availability) / asRatio(failing))),
  ),
  because: `while ${percentText(failing)} fail, ${percentText(share)} of the failures that ${durationText(objectivePeriod)} allow have happened by then`,
});
