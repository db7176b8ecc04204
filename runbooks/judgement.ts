import type { Finding } from "../findings/finding";
import { error, errorUnless, within } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import { repeated } from "../findings/repeated";

/** Sections that every judgement has, and every runbook in this order. */
export const sections = ["Meaning", "Impact", "Diagnosis", "Mitigation", "Escalation"] as const;
export type Section = (typeof sections)[number];

/** A file beside the alerts, as it was read. */
export interface JudgementFile {
  /** Path from the root of the repository: `alerts/use/runbooks/database-storage.md`. */
  readonly file: string;
  readonly text: string;
}

/** What only a person can know of a kind of alert: Markdown, with `{{ticket.fires}}` where a number is the code's. */
export interface Judgement {
  readonly file: string;
  readonly kind: string;
  /** What happens, in words that fit whatever it happens to. */
  readonly title: string;
  readonly sections: Readonly<Record<Section, string>>;
}

/** The kind that a judgement is about: files are called like it. */
export const kindOf = (file: string): string => file.replace(/^.*\//, "").replace(/\.md$/, "");

/** A judgement, and all that is wrong with its form. What is missing is empty in it. */
export function readJudgement({ file, text }: JudgementFile): { judgement: Judgement; findings: Finding[] } {
  const [head = "", ...parts] = text.split(/^## /m);
  const title = /^# (.+)$/m.exec(head)?.[1]?.trim() ?? "";
  const found = parts.map((part) => {
    const [heading = "", ...lines] = part.split("\n");
    return { heading: heading.trim(), body: lines.join("\n").trim() };
  });
  const bodyOf = (section: Section) => found.find(({ heading }) => heading === section)?.body ?? "";
  return {
    judgement: {
      file,
      kind: kindOf(file),
      title,
      sections: Object.fromEntries(sections.map((section) => [section, bodyOf(section)])) as Record<Section, string>,
    },
    findings: within(file, [
      ...errorUnless(title !== "", {
        id: "judgement-title",
        where: "",
        what: "it has no title.",
        why: "the runbook begins with it: whoever was woken sees by it that it is the right page.",
        fix: "# What happens, in words",
      }),
      ...checkSections(found),
    ]),
  };
}

interface Found {
  readonly heading: string;
  readonly body: string;
}

function checkSections(found: readonly Found[]): Finding[] {
  const headings = found.map(({ heading }) => heading);
  const isSection = (heading: string) => (sections as readonly string[]).includes(heading);
  return [
    ...sections
      .filter((section) => !headings.includes(section))
      .map((section) =>
        error({
          id: "judgement-section-missing",
          where: section,
          what: `there is no section "${section}".`,
          why: "all runbooks are built alike: at night nobody searches.",
          fix: `## ${section}`,
        }),
      ),
    ...found
      .filter(({ heading }) => !isSection(heading))
      .map(({ heading }) =>
        error({
          id: "judgement-section-unknown",
          where: heading,
          what: `"${heading}" is none of the sections of a runbook.`,
          why: "nothing of it would stand on the page.",
          fix: didYouMean(nearest(heading, sections), `put it under one of ${sections.join(", ")}.`),
        }),
      ),
    ...repeated(found, ({ heading }) => heading).map(({ heading }) =>
      error({
        id: "judgement-section-twice",
        where: heading,
        what: `the section "${heading}" stands there twice.`,
        why: "only the first of them would stand on the page.",
        fix: "make one of them.",
      }),
    ),
    ...found
      .filter(({ heading, body }) => isSection(heading) && body === "")
      .map(({ heading }) =>
        error({
          id: "judgement-section-empty",
          where: heading,
          what: `the section "${heading}" is empty.`,
          why: "whoever reads it cannot tell whether there is nothing to say or nobody has thought of it.",
          fix: 'say so where there is nothing: "None yet."',
        }),
      ),
  ];
}
