import type { Stories } from "../../../alerts/stories/story";
import { minutes } from "../../../units/quantities";

/** The least that an alert has to have, for tests in which nobody tells it. */
export const untold = (): Stories => ({
  quiet: [{ when: "nothing happens", given: [], at: minutes(0) }],
  fires: [{ when: "it happens", given: [], at: minutes(0), labels: [{}] }],
});
