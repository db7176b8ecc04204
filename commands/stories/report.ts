import type { AlertRule } from "../../alerts/alert";
import { storyText } from "../../alerts/stories/check";
import type { Untellable } from "../../alerts/stories/untellable";
import { excuseOf, untellable } from "../../alerts/stories/untellable";
import type { Mutant } from "../../alerts/stories/mutants";
import type { Finding } from "../../findings/finding";
import { error } from "../../findings/finding";
import { durationText } from "../../units/text";
import type { Contradiction, Judged } from "./judge";

/** How many rules, stories and mutants there were, of all alerts that were judged together. */
export interface Figures {
  readonly rules: number;
  readonly stories: number;
  readonly mutants: number;
  /** Mutants that no story can show. */
  readonly untellable: number;
  readonly survivors: number;
}

export interface Verdict {
  /** All that was judged, without the survivors that another alert notices, and those that no story can show. */
  readonly judged: readonly Judged[];
  readonly findings: readonly Finding[];
  readonly figures: Figures;
}

/**
 * What comes of all that was judged. @param complete whether all alerts were judged, and their mutants: else nothing is
 * said of what is not needed any more
 */
export function verdictOn(all: readonly Judged[], complete: boolean): Verdict {
  const judged = all.filter(({ as }) => as === undefined);
  const noticed = noticedIn(judged);
  const used = new Set<Untellable>();
  const survivors = judged.flatMap(({ alert, survivors: unnoticed }) =>
    unnoticed
      .filter((mutant) => !isNoticedElsewhere(mutant, noticed))
      .map((mutant) => {
        const excuse = excuseOf(alert, mutant);
        if (excuse) used.add(excuse);
        return { alert, mutant, excuse };
      }),
  );
  const alive = survivors.filter(({ excuse }) => excuse === undefined);
  const aliveOf = (one: Judged) => alive.flatMap(({ alert, mutant }) => (alert === one.alert ? [mutant] : []));
  const stale = complete ? untellable.filter((excuse) => !used.has(excuse)) : [];
  return {
    judged: all.map((one) => ({ ...one, survivors: aliveOf(one) })),
    findings: [
      ...judged.flatMap(({ alert, contradictions }) => contradictions.map((one) => contradicts(alert, one))),
      ...alive.map(({ alert, mutant }) => survives(alert, mutant)),
      ...stale.map(isStale),
    ],
    figures: {
      rules: all.length,
      stories: judged.reduce((sum, { quiet, firing }) => sum + quiet + firing, 0),
      mutants: judged.reduce((sum, { mutants }) => sum + mutants.length, 0),
      untellable: survivors.length - alive.length,
      survivors: alive.length,
    },
  };
}

/** Recorded series are shared: that one of the alerts which read them notices is enough. */
function noticedIn(judged: readonly Judged[]): ReadonlySet<string> {
  return new Set(
    judged.flatMap(({ mutants, survivors }) =>
      mutants.filter((mutant) => !survivors.includes(mutant)).flatMap(changesOf),
    ),
  );
}

const changesOf = ({ mistake, instead }: Mutant): string[] =>
  [...(instead ?? new Map()).keys()].map(({ group, record }) => `${mistake}: ${group} ${record}`);

const isNoticedElsewhere = (mutant: Mutant, noticed: ReadonlySet<string>): boolean =>
  mutant.instead !== undefined && changesOf(mutant).every((change) => noticed.has(change));

const contradicts = ({ id }: AlertRule, { story, expected, got, words }: Contradiction): Finding =>
  error({
    id: "story-contradicts-alert",
    where: `alert ${id} › ${storyText(story)}`,
    what:
      words === ""
        ? `after ${durationText(story.at)} it is to fire for ${listed(expected)}, and promtool saw ${listed(got)}.`
        : `promtool could not tell it: ${words}`,
    why: "what is taken for granted of the alert is not what it would do when deployed.",
    fix: "decide which of both is wrong, the story or the alert.",
  });

const listed = (labels: readonly string[]): string => labels.join(" and ") || "nothing";

const survives = ({ id }: AlertRule, { mistake, instead }: Mutant): Finding =>
  error({
    id: "mutant-survives",
    where: `alert ${id}`,
    what: `it ${mistake}${instead ? `, in ${[...instead.keys()].map(({ record }) => record).join(", ")}` : ""}: and all its stories are told as before.`,
    why: "the same mistake, made by a person, would be noticed by nobody.",
    fix: "tell a story that has another end then; or, where none can, say in alerts/stories/untellable.ts why.",
  });

const isStale = ({ kind, mistake }: Untellable): Finding =>
  error({
    id: "excuse-not-needed",
    where: "alerts/stories/untellable.ts",
    what: `no mutant of ${kind} that "${mistake}" is left.`,
    why: "it would hide the next one that begins alike.",
    fix: "delete it.",
  });
