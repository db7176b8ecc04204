import type { PolicyDocument, Statement } from "../../exporters/iam-policy";

/** What is asked of IAM. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  /** Condition keys with their values. @default none */
  readonly context?: Readonly<Record<string, string>>;
}

/** As IAM decides for one policy, as far as policies here go: some statement allows it, and none denies it. */
export function allows({ Statement: statements }: PolicyDocument, request: Request): boolean {
  const fits = statements.filter((statement) => applies(statement, request));
  return fits.length > 0 && fits.every(({ Effect }) => Effect === "Allow");
}

const applies = ({ Action, Resource = [], Condition = {} }: Statement, { action, resource, context = {} }: Request) =>
  [Action].flat().some((pattern) => matches(pattern, action)) &&
  [Resource].flat().some((pattern) => matches(pattern, resource)) &&
  Object.values(Condition).every((keys: Readonly<Record<string, string>>) =>
    Object.entries(keys).every(([key, value]) => context[key] === value),
  );

/** `*` stands for any text, `?` for one character. */
const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  ).test(text);

/** A policy as a reviewer reads it: what, and below it on what, and when. */
export const policyText = ({ Statement: statements }: PolicyDocument): string =>
  statements
    .map(({ Effect, Action, Resource = [], Condition = {} }) =>
      [
        `${Effect === "Allow" ? "may" : "may not"} ${[Action].flat().join(" ")}`,
        ...[Resource].flat().map((resource) => `  on ${resource}`),
        ...Object.values(Condition).flatMap((keys: Readonly<Record<string, string>>) =>
          Object.entries(keys).map(([key, value]) => `  if ${key} is ${value}`),
        ),
      ].join("\n"),
    )
    .join("\n");
