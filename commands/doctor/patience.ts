import type { Examination } from "../../doctor/examine";
import type { Duration } from "../../units/quantities";
import { seconds } from "../../units/quantities";
import { exitCodeOf, exitCodes } from "./exit-code";

/** Rules are read every minute, targets scraped every half. */
const pauseBetween = seconds(30);

/** What time may mend; that somebody may not ask, it does not. */
const mayPass: readonly number[] = [exitCodes.bad, exitCodes.unreachable];

export interface Patience {
  readonly most: Duration;
  readonly pause: (duration: Duration) => Promise<void>;
  /** Told before each pause what was found, and how much time is left. */
  readonly waiting: (found: Examination, left: Duration) => void;
}

/** Looks again while all is not well: what was deployed a minute ago is on its way. The last look counts. */
export async function untilWell(look: () => Promise<Examination>, patience: Patience): Promise<Examination> {
  const began = Date.now();
  for (;;) {
    const found = await look();
    const left = patience.most.milliseconds - (Date.now() - began);
    if (left < pauseBetween.milliseconds || !mayPass.includes(exitCodeOf(found.lines, found.reasons))) return found;
    patience.waiting(found, { milliseconds: left });
    await patience.pause(pauseBetween);
  }
}
