import { lucene } from "../../../logs/filter";
import type { Filter } from "../../../logs/filter";
import type { LogQuery } from "../../../logs/query";
import { milliseconds } from "../../../units/quantities";
import { durationText } from "../../../units/text";
import type { LogAlert } from "../../../alerts/logs/common";
import { conditionMistakes } from "../../../alerts/stories/condition-mistakes";

/** As `Mutant`, of an alert on logs. */
export interface LogMutant {
  readonly mistake: string;
  readonly alert: LogAlert;
}

export const logMutantsOf = (alert: LogAlert): LogMutant[] => [
  ...conditionMistakes(alert),
  ...[3, 1 / 3].map((times) => {
    const over = milliseconds(Math.round(alert.value.over.milliseconds * times));
    return {
      mistake: `asks for ${durationText(over)}, not ${durationText(alert.value.over)}`,
      alert: asking(alert, { ...alert.value, over }),
    };
  }),
  ...shortened(alert.value.filter).map(({ without, filter }) => ({
    mistake: `does not ask for ${lucene(without)}`,
    alert: asking(alert, { ...alert.value, filter }),
  })),
];

const asking = (alert: LogAlert, value: LogQuery): LogAlert => ({ ...alert, value });

interface Shortened {
  readonly without: Filter;
  readonly filter: Filter;
}

/** Each way to leave out one of the parts of a filter. */
function shortened(filter: Filter): Shortened[] {
  if (filter.kind === "not") return shortened(filter.of).map((of) => ({ ...of, filter: { ...filter, of: of.filter } }));
  if (filter.kind !== "all" && filter.kind !== "any") return [];
  const { of } = filter;
  const [only] = of;
  const among = (parts: readonly Filter[]): Filter => {
    const [first = only, ...more] = parts;
    return more.length === 0 ? first : { ...filter, of: [first, ...more] };
  };
  return of.flatMap((part, at) => [
    ...(of.length > 1 ? [{ without: part, filter: among(of.filter((other) => other !== part)) }] : []),
    ...shortened(part).map(({ without, filter: shorter }) => ({ without, filter: among(of.with(at, shorter)) })),
  ]);
}
