import { mostOfComment, mostOfMeaning } from "../findings/comment-size";
import { code, fenced } from "../findings/markdown";
import { someOf } from "../findings/some-of";
import { closed, cutAtLine, folded } from "./markdown";
import type { Planned, PlannedStack } from "./planned";
import type { Kind } from "./summary";
import { isEmpty, kinds, told } from "./summary";

const mostAddresses = 20;

export interface Report {
  /** What changes for people, as Markdown; blank where it could not be told. @default none: nobody asked */
  readonly meaning?: string;
  readonly environments: readonly Planning[];
}

export interface Planning {
  readonly environment: string;
  /** What was planned. @default none: it could not be planned */
  readonly planned?: Planned;
  /** What Terraform prints of each stack's plan, by the stack's name. */
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * The text of a comment, which a reviewer reads: the meaning first, then a table, then what Terraform says, folded and
 * cut.
 */
export function reportText({ meaning, environments }: Report): string {
  const head = [
    `### ${headline(environments)}`,
    ...(meaning === undefined ? [] : [meaningText(meaning)]),
    tableText(environments),
    ...warnings(environments),
  ].join("\n\n");
  return [head, ...planTexts(environments, mostOfComment - head.length)].join("\n\n");
}

function headline(environments: readonly Planning[]): string {
  return environments
    .map(({ environment, planned }) => {
      if (!planned) return `${environment}: could not be planned`;
      const counts = kinds.flatMap((kind) => {
        const count = planned.stacks.reduce((sum, { changes }) => sum + changes[kind].length, 0);
        return count === 0 ? [] : [`${count} ${told[kind]}`];
      });
      return `${environment}: ${counts.join(", ") || "nothing to do"}`;
    })
    .join(" · ");
}

function meaningText(meaning: string): string {
  if (meaning.trim() === "") return "**What changes in meaning could not be told**: the job's log says why.";
  const { kept, lost } = cutAtLine(meaning.trim(), mostOfMeaning);
  return lost === 0
    ? kept
    : `${closed(kept)}\n\n_${linesText(lost)} of this were left out: \`npm run diff\` prints them._`;
}

function tableText(environments: readonly Planning[]): string {
  const shown = ["create", "update", "replace", "destroy"] as const satisfies readonly Kind[];
  const rows = environments.flatMap(({ environment, planned }) =>
    planned
      ? planned.stacks.map((stack) => [
          environment,
          stack.name,
          ...shown.map((kind) => String(stack.changes[kind].length)),
          code(stack.digest.slice(0, 12)),
        ])
      : [[environment, "", ...shown.map(() => "?"), "the job's log says why"]],
  );
  return [["environment", "stack", ...shown, "plan"], ["---", "---", ...shown.map(() => "--:"), "---"], ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}

/** What cannot be taken back stands above everything that is folded. */
function warnings(environments: readonly Planning[]): string[] {
  const lines = environments.flatMap(({ environment, planned }) =>
    (planned?.stacks ?? []).flatMap((stack) => [
      ...list(`**Destroyed** in ${environment}`, stack.changes.destroy.map(code)),
      ...list(
        `**Replaced** in ${environment}, which is destroyed and made anew`,
        stack.changes.replace.map(why(stack)),
      ),
    ]),
  );
  return lines.length === 0 ? [] : [lines.join("\n")];
}

const why =
  ({ replacedFor }: PlannedStack) =>
  (address: string): string => {
    const paths = replacedFor[address] ?? [];
    return paths.length === 0 ? code(address) : `${code(address)} (for ${paths.map(code).join(", ")})`;
  };

const list = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`- ${title}: ${someOf(items, mostAddresses)}`];

/** Stacks with short plans take what they need, and leave the rest to those with long ones. */
function planTexts(environments: readonly Planning[], room: number): string[] {
  const texts = environments.flatMap(({ environment, planned, texts: all }) =>
    (planned?.stacks ?? [])
      .filter((stack) => !isEmpty(stack))
      .map(({ name }) => ({ title: `Terraform's plan: ${environment}, ${name}`, text: all[name]?.trim() ?? "" })),
  );
  const shares = new Map<string, number>();
  let left = room;
  const shortestFirst = [...texts].sort((a, b) => a.text.length - b.text.length);
  for (const [at, { title, text }] of shortestFirst.entries()) {
    // What stands around a text takes room too.
    const share = Math.max(0, Math.floor(left / (texts.length - at)) - 400);
    shares.set(title, share);
    left -= Math.min(text.length, share) + 400;
  }
  return texts.map(({ title, text }) => {
    const { kept, lost } = cutAtLine(text, shares.get(title) ?? 0);
    const rest =
      lost === 0
        ? ""
        : `\n\n_${linesText(lost)} were left out: \`npm run plan\` writes all of them to cdktf.out/plans._`;
    return folded(title, `${fenced(kept)}${rest}`);
  });
}

const linesText = (count: number) => `${count.toLocaleString("en-GB")} line${count === 1 ? "" : "s"}`;

/** What was planned, for the terminal: a line for each change, those that cannot be taken back first. */
export function changesText({ environment, stacks }: Planned): string {
  return stacks
    .flatMap((stack) => [
      `${environment}/${stack.name}  ${isEmpty(stack) ? "nothing to do" : `plan ${stack.digest.slice(0, 12)}`}`,
      ...kinds.flatMap((kind) => stack.changes[kind].map((address) => `  ${told[kind].slice(3).padEnd(8)} ${address}`)),
    ])
    .join("\n");
}
