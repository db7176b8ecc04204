import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import { repeated } from "../findings/repeated";
import type { KindOfAlert } from "./deployed";
import type { Judgement } from "./judgement";
import { sections } from "./judgement";

/** Whether every kind of alert has a judgement, one, and every judgement is about a kind of alert. */
export function checkJudgements(kinds: readonly KindOfAlert[], judgements: readonly Judgement[]): Finding[] {
  const alerts = new Set(kinds.map(({ kind }) => kind));
  const judged = new Set(judgements.map(({ kind }) => kind));
  const unjudged = [...alerts].filter((kind) => !judged.has(kind));
  return [
    ...kinds
      .filter(({ kind }) => !judged.has(kind))
      .map(({ kind, standings }) =>
        error({
          id: "alert-without-judgement",
          where: `alert ${standings[0]?.alert.id}.kind`,
          what: `no file ${kind}.md lies in a folder runbooks/ beside the alerts.`,
          why: "the runbook would say what the rule says, and not what it means or what to do.",
          fix: `write alerts/…/runbooks/${kind}.md: ${sections.join(", ")}.`,
        }),
      ),
    ...judgements
      .filter(({ kind }) => !alerts.has(kind))
      .map(({ file, kind }) =>
        error({
          id: "judgement-without-alert",
          where: file,
          what: `no environment has an alert of the kind "${kind}".`,
          why: "nobody is led to it, and whoever finds it believes that something watches.",
          fix: didYouMean(nearest(kind, unjudged), "delete it, or call it like the kind that it is about."),
        }),
      ),
    ...repeated(judgements, ({ kind }) => kind).map(({ file, kind }) =>
      error({
        id: "judgement-twice",
        where: file,
        what: `another file is about "${kind}" as well.`,
        why: "a kind has one runbook: one of the two would be lost.",
        fix: "make one of them, beside the alert.",
      }),
    ),
  ];
}
