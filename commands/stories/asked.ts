import type { Finding } from "../../findings/finding";
import { errorUnless } from "../../findings/finding";

/** A finding if no alert rule was asked for. @param all alert rules that were asked for @param asked in this way */
export const checkAsked = (all: readonly unknown[], asked?: RegExp): Finding[] =>
  errorUnless(all.length > 0, {
    id: "unknown-alert",
    where: "alert",
    what: asked ? `the id of no alert rule matches "${asked.source}".` : "there is no alert rule.",
    why: "no story was told, and that none is untrue says nothing.",
    fix: "without --alert all are told, and listed by their ids.",
  });
