import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";

/** Two limits of one quantity: from the first on it is somebody's task, from the second on it wakes them. */
export interface Levels<Quantity> {
  readonly ticket: Quantity;
  readonly page: Quantity;
}

/**
 * Limits of one quantity: from `ticket` on it is somebody's task, from `page` on, where that is stated, it wakes them.
 */
export type AtLeastTicket<Quantity> = Pick<Levels<Quantity>, "ticket"> & Partial<Levels<Quantity>>;

/**
 * Findings of limits that are not above 0, or not in their order.
 * @param measure a quantity as a bare number, and as people read it
 */
export function checkLevels<Quantity>(
  where: string,
  { ticket, page }: AtLeastTicket<Quantity>,
  measure: { readonly of: (quantity: Quantity) => number; readonly text: (quantity: Quantity) => string },
): Finding[] {
  const { of, text } = measure;
  const wrong = { id: "levels-out-of-order", where };
  if (page === undefined)
    return errorUnless(of(ticket) > 0, {
      ...wrong,
      what: `a ticket at ${text(ticket)}: it must be above 0.`,
      why: "there would be a task before there is anything to do.",
      fix: "ticket: from where on it is somebody's task.",
    });
  return errorUnless(of(ticket) > 0 && of(ticket) < of(page), {
    ...wrong,
    what: `a ticket at ${text(ticket)} and a page at ${text(page)}: the ticket must be above 0 and below the page.`,
    why: "somebody would be woken before anybody had the chance to act by day.",
    fix: "ticket: the lower of the two, page: the higher.",
  });
}
