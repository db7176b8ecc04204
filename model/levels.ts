import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";

/** Two limits of one quantity: from the first on it is somebody's task, from the second on it wakes them. */
export interface Levels<Quantity> {
  readonly ticket: Quantity;
  readonly page: Quantity;
}

/** The same of what may wake nobody. */
export type AtLeastTicket<Quantity> = Pick<Levels<Quantity>, "ticket"> & Partial<Levels<Quantity>>;

/** @param measure a quantity as a bare number, and as people read it */
export function checkLevels<Quantity>(
  where: string,
  { ticket, page }: AtLeastTicket<Quantity>,
  measure: { readonly of: (quantity: Quantity) => number; readonly text: (quantity: Quantity) => string },
): Finding[] {
  const what =
    page === undefined
      ? `a ticket at ${measure.text(ticket)}: it must be above 0.`
      : `a ticket at ${measure.text(ticket)} and a page at ${measure.text(page)}: the ticket must be above 0 and below the page.`;
  return errorUnless(measure.of(ticket) > 0 && (page === undefined || measure.of(ticket) < measure.of(page)), {
    id: "levels-out-of-order",
    where,
    what,
    why: "somebody would be woken before anybody had the chance to act by day.",
    fix: "ticket: the lower of the two, page: the higher.",
  });
}
