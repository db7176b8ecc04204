import type { AnyAlert, Severity } from "../alerts/alert";
import { severities, thresholdOf, unitOf } from "../alerts/alert";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import { groupedBy } from "../findings/grouped";
import { didYouMean, nearest } from "../findings/nearest";
import { durationText } from "../units/text";
import { factsOf } from "../units/unit";
import { code } from "../coverage/markdown-table";
import type { KindOfAlert, Standing } from "./deployed";
import type { Judgement } from "./judgement";
import { sections } from "./judgement";

/** What every rule has to say, by the name under which a judgement asks for it. */
const ofEvery = {
  fires: (alert: AnyAlert) => textOf(alert, thresholdOf(alert.fires)),
  clears: (alert: AnyAlert) => textOf(alert, alert.clears),
  pending: ({ pendingFor }: AnyAlert) => durationText(pendingFor),
  keep: ({ keepFiringFor }: AnyAlert) => durationText(keepFiringFor),
} as const satisfies Readonly<Record<string, (alert: AnyAlert) => string>>;

/** A number of an alert with its unit, for people. */
export const textOf = (alert: AnyAlert, value: number): string => factsOf(unitOf(alert)).text(value);

const placeholder = /\{\{\s*([\w.-]+)\s*\}\}/g;

/**
 * The judgement with the numbers of its rules in place of `{{ticket.fires}}`, and a finding for each that no rule has.
 */
export function withNumbers(judgement: Judgement, kind: KindOfAlert): { judgement: Judgement; findings: Finding[] } {
  const numbers = numbersOf(kind);
  const findings: Finding[] = [];
  const filled = sections.map((section) => {
    const text = judgement.sections[section].replace(placeholder, (written, name: string) => {
      const number = numbers.get(name);
      if (number === undefined) findings.push(unknown(judgement.file, section, name, [...numbers.keys()]));
      return number ?? written;
    });
    return [section, text] as const;
  });
  return { judgement: { ...judgement, sections: Object.fromEntries(filled) as Judgement["sections"] }, findings };
}

const unknown = (file: string, section: string, name: string, known: readonly string[]): Finding =>
  error({
    id: "judgement-number-unknown",
    where: `${file}.${section}`,
    what: `no rule of this kind has a number "${name}".`,
    why: "the placeholder would stand on the page in place of a number.",
    fix: didYouMean(nearest(name, known), `use one of ${known.join(", ")}, or state it in \`numbers\` of the alert.`),
  });

/** By name, alone for all rules of the kind and with the severity before it: `fires`, `page.fires`. */
function numbersOf({ standings }: KindOfAlert): Map<string, string> {
  const names = new Set([
    ...Object.keys(ofEvery),
    ...standings.flatMap(({ alert }) => Object.keys(alert.numbers ?? {})),
  ]);
  const told = (some: readonly Standing[], prefix = "") =>
    [...names].map((name) => [prefix + name, oneOf(some, name)] as const);
  const of = (severity: Severity) => standings.filter(({ alert }) => alert.severity === severity);
  return new Map([...told(standings), ...severities.flatMap((severity) => told(of(severity), `${severity}.`))]);
}

/** Whoever makes a thing less critical takes a rule away, and no sentence has to be rewritten for it. */
const nobody = "nothing (no such rule here)";

/** Where rules differ, each number with the things it is of; of one thing's rules the numbers alone. */
function oneOf(standings: readonly Standing[], name: string): string {
  const numbers = groupedBy(
    standings.flatMap(({ alert, slice }) => {
      const number = numberOf(alert, name);
      return number === undefined ? [] : [{ number, of: slice.of }];
    }),
    ({ number }) => number,
  );
  const texts = [...numbers].map(([number, those]) => ({
    number,
    of: [...new Set(those.map(({ of }) => code(of)))].join(", "),
  }));
  const differ = new Set(texts.map(({ of }) => of)).size === texts.length;
  const [first] = texts;
  if (!first) return nobody;
  if (texts.length === 1) return first.number;
  return differ
    ? texts.map(({ number, of }) => `${number} (${of})`).join("; ")
    : texts.map(({ number }) => number).join(" or ");
}

/** In the rule's own words, where it has some. */
function numberOf(alert: AnyAlert, name: string): string | undefined {
  return alert.numbers?.[name] ?? Object.entries(ofEvery).find(([known]) => known === name)?.[1](alert);
}
