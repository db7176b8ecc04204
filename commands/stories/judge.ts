import type { AlertRule } from "../../alerts/alert";
import { askedOf } from "../../alerts/alert";
import { rulesOfAnother } from "../../alerts/stories/another";
import { askedMutant, askedOriginal } from "../../alerts/stories/asked";
import { complaintIn } from "../../alerts/stories/complaint";
import type { Mutant } from "../../alerts/stories/mutants";
import { living } from "../../alerts/stories/living";
import { mutantsOf } from "../../alerts/stories/mutants";
import type { AnyStory } from "../../alerts/stories/promtool";
import { everyOf, ruleFile, testFile } from "../../alerts/stories/promtool";
import type { RecordedRule } from "../../alerts/stories/recorded";
import { rulesBehind } from "../../alerts/stories/recorded";
import { storiesOf } from "../../alerts/stories/told";
import type { RulesTester } from "../../engines/run/promtool";

/** A story that real Prometheus tells differently. */
export interface Contradiction {
  readonly story: AnyStory;
  /** Labels of the instances that are to fire. */
  readonly expected: readonly string[];
  readonly got: readonly string[];
  /** What else promtool said: what it could not evaluate. */
  readonly words: string;
}

export interface Judged {
  readonly alert: AlertRule;
  /** The alert on another thing for which all is the same, and of which this was told. @default its own */
  readonly as?: AlertRule;
  readonly quiet: number;
  readonly firing: number;
  readonly contradictions: readonly Contradiction[];
  readonly mutants: readonly Mutant[];
  /** Mutants that no story notices. */
  readonly survivors: readonly Mutant[];
}

export interface JudgeProps {
  /** All recording rules that are deployed. */
  readonly recorded: readonly RecordedRule[];
  readonly test: RulesTester;
  readonly mutate: boolean;
}

/** Tells real Prometheus the stories of an alert. @param of the name of what it is about */
export async function judge(alert: AlertRule, of: string, { recorded, test, mutate }: JudgeProps): Promise<Judged> {
  const { quiet, fires } = storiesOf(alert);
  const stories: AnyStory[] = [...quiet, ...fires];
  const behind = rulesBehind(askedOf(alert), recorded);
  const mutants = mutate ? mutantsOf(alert, recorded) : [];
  const contradictions: Contradiction[] = [];
  let survivors: readonly Mutant[] = mutants;
  // Short ones first: of what they notice, the long ones need not be asked.
  for (const story of stories.sort((one, other) => evaluationsOf(one) - evaluationsOf(other))) {
    const rules = living([...behind, ...rulesOfAnother(of, story, behind)], story);
    const { contradiction, unnoticed } = await tell({ story, alert, rules, test }, survivors);
    if (contradiction) contradictions.push(contradiction);
    survivors = unnoticed;
  }
  return { alert, quiet: quiet.length, firing: fires.length, contradictions, mutants, survivors };
}

const evaluationsOf = (story: AnyStory): number => story.at.milliseconds / everyOf(story).milliseconds;

interface Case {
  readonly story: AnyStory;
  readonly alert: AlertRule;
  /** All recording rules that it needs. */
  readonly rules: readonly RecordedRule[];
  readonly test: RulesTester;
}

interface Told {
  readonly contradiction?: Contradiction;
  /** For which Prometheus tells the story as for the original. */
  readonly unnoticed: readonly Mutant[];
}

const original = "original";

/** The rule and, at the end, each of its mutants: of all the same is expected. */
async function tell({ story, alert, rules, test }: Case, mutants: readonly Mutant[]): Promise<Told> {
  const every = everyOf(story);
  const asked = [
    ...(mutants.length > 0 ? [{ name: original, alert: askedOriginal(alert, mutants, rules, every) }] : []),
    ...mutants.map((mutant, at) => ({ name: `mutant${at}`, alert: askedMutant(mutant, rules, every) })),
  ];
  const said = await test(testFile(rules, story, alert, asked), { story: ruleFile(rules, alert, every) });
  const { alert: own, differing, refused, rest } = complaintIn(said);
  const words = [rest, ...tooLarge(refused), ...(own ? [] : unlike(differing, refused))].filter(Boolean).join("\n");
  // What is not true of the alert itself says nothing about mistakes.
  if (own || words !== "") {
    const { expected = [], got = [] } = own ?? {};
    return { contradiction: { story, expected, got, words }, unnoticed: mutants };
  }
  return { unnoticed: mutants.filter((_, at) => !differing.has(`mutant${at}`) && !refused.has(`mutant${at}`)) };
}

/** promtool's own limit, and no answer. */
const tooLarge = (refused: ReadonlyMap<string, string>): string[] =>
  [...refused].filter(([, why]) => why.includes("too many samples")).map(([name, why]) => `${name}: ${why}`);

/** Mutants are asked for; that the original, asked for in this way, does something else, they must not be judged by. */
const unlike = (differing: ReadonlySet<string>, refused: ReadonlyMap<string, string>): string[] =>
  differing.has(original) || refused.has(original)
    ? [`as a query it does something else than as a rule ${refused.get(original) ?? ""}`.trim()]
    : [];
