import { selector } from "../../promql/labels";
import type { PlannedSeries } from "../expected/series";
import type { Job } from "../job";
import type { Found } from "../line";
import { bad, good } from "../line";
import { judgeQueries } from "./alert-queries";
import type { QueryAnswer } from "./query";
import { instantQuery } from "./query";

/** Checks of each metric of the plan by itself: one that is not there says nothing of the others. */
export const seriesJobs = (planned: readonly PlannedSeries[]): Job[] =>
  planned.map((metric) => ({
    part: "Prometheus",
    check: "metrics of the plan",
    subjects: [subjectOf(metric)],
    run: async (ask) => {
      const answers = await Promise.all(metric.series.map((name) => ask(instantQuery(name + selector(metric.of)))));
      return [judgeSeries(metric, answers)];
    },
  }));

const subjectOf = ({ number, title }: PlannedSeries): string => `${number} ${title}`;

/**
 * Whether a metric of the plan has its series, with its labels. @param answers for each name of a series, in their
 * order
 */
export function judgeSeries(metric: PlannedSeries, answers: readonly QueryAnswer[]): Found {
  const subject = subjectOf(metric);
  // That a question was refused does not say that there is nothing to count.
  if (answers.some((answer) => "error" in answer))
    return judgeQueries(
      subject,
      metric.series.map((refId) => ({ refId })),
      answers,
    );
  const found = answers.map((answer) => ("series" in answer ? answer.series : []));
  const missing = metric.series.filter((_, at) => found[at]?.length === 0);
  const [unlabelled] = found.flatMap((series, at) =>
    metric.labels
      .filter((label) => series.some(({ labels }) => (labels[label] ?? "") === ""))
      .map((label) => ({ label, name: metric.series[at] ?? "" })),
  );
  if (unlabelled)
    return bad(
      subject,
      `${unlabelled.name} has series without the label ${unlabelled.label}.`,
      `is ${unlabelled.name} recorded by another rule too? Ask Prometheus: ${unlabelled.name}{${unlabelled.label}=""}`,
    );
  if (missing.length === 0) return good(subject, `${found.flat().length} series.`);
  const names = missing.join(", ");
  return metric.absentMeans === "healthy"
    ? good(subject, `${names} has no series: so far there was nothing to count.`)
    : bad(
        subject,
        `${names} has no series.`,
        "do its targets answer, and its recording rules? See above; else nothing has happened yet that it could count",
      );
}
