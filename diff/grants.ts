import { groupedBy } from "../findings/grouped";
import type { Block } from "./resources";
import { heldIn, leafText } from "./tree";

/** One action on one thing, for somebody, under a condition. */
export interface Grant {
  readonly effect: string;
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
  readonly condition: string;
}

interface Statement extends Block {
  readonly Effect: string;
  readonly Condition?: object;
}

interface Policy {
  readonly Version?: string;
  readonly Statement?: Statement | readonly Statement[];
}

const read = (policy: unknown): Policy => (typeof policy === "string" ? (heldIn(policy) ?? {}) : {});

export const versionOf = (policy: unknown): string | undefined => read(policy).Version;

export function grantsOf(policy: unknown): Grant[] {
  const { Statement = [] } = read(policy);
  return [Statement].flat().flatMap((statement: Statement) =>
    each(statement, "Action").flatMap((action) =>
      each(statement, "Resource").flatMap((resource) =>
        principals(statement).map((principal) => ({
          effect: statement.Effect,
          action,
          resource,
          principal,
          condition: sortedText(statement.Condition),
        })),
      ),
    ),
  );
}

/** `NotAction` and its like say what is left out: they are taken by the word. */
function each(statement: Statement, what: "Action" | "Resource"): string[] {
  const not = statement[`Not${what}`];
  if (not !== undefined) return [`all but ${([not].flat() as string[]).sort().join(", ")}`];
  return [statement[what] ?? ""].flat() as string[];
}

function principals({ Principal, NotPrincipal }: Statement): string[] {
  if (NotPrincipal !== undefined) return [`all but ${sortedText(NotPrincipal)}`];
  if (typeof Principal !== "object" || Principal === null) return [leafText(Principal) ?? ""];
  return Object.entries(Principal).flatMap(([kind, who]) =>
    [who as string | readonly string[]].flat().map((one) => (one === "*" ? "*" : `${kind} ${one}`)),
  );
}

const sortedText = (value: unknown): string =>
  value === undefined
    ? ""
    : JSON.stringify(value, (_, part: unknown) =>
        typeof part === "object" && part !== null && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
          : Array.isArray(part)
            ? [...(part as unknown[])].sort()
            : part,
      );

const grantText = ({ effect, action, resource, principal, condition }: Grant): string =>
  [
    effect === "Allow" ? "may" : "must not",
    action,
    ...(resource === "" ? [] : [`on ${resource}`]),
    ...(principal === "" ? [] : [`by ${principal === "*" ? "everybody" : principal}`]),
    ...(condition === "" ? [] : [`if ${condition}`]),
  ].join(" ");

/**
 * Grants as texts: actions on one thing on a line, and things with the same actions; by the same, and under the same
 * condition.
 */
export const together = (grants: readonly Grant[]): string[] =>
  joined(joined(grants, "action"), "resource").map(grantText);

/** Those that are equal but for a part, as one that has all of that part. */
const joined = (grants: readonly Grant[], part: "action" | "resource"): Grant[] =>
  [...groupedBy(grants, (grant) => grantText({ ...grant, [part]: "" })).values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, [part]: [first, ...others].map((grant) => grant[part]).join(", ") }] : [],
  );

export const without = (grants: readonly Grant[], others: readonly Grant[]): Grant[] => {
  const known = new Set(others.map(meaningOf));
  return [...new Map(grants.map((grant) => [meaningOf(grant), grant])).values()].filter(
    (grant) => !known.has(meaningOf(grant)),
  );
};

/** IAM takes actions in capitals and small letters alike. */
const meaningOf = (grant: Grant): string => grantText({ ...grant, action: grant.action.toLowerCase() });

/** Whether something is allowed that was not, or what was forbidden is not any more. */
export function isWider(olds: readonly Grant[], news: readonly Grant[]): boolean {
  const allowed = (grants: readonly Grant[]) => grants.filter(({ effect }) => effect === "Allow");
  const denied = (grants: readonly Grant[]) => grants.filter(({ effect }) => effect === "Deny");
  return (
    allowed(news).some((grant) => !allowed(olds).some((old) => covers(old, grant))) ||
    denied(olds).some((grant) => !denied(news).some((now) => covers(now, grant)))
  );
}

const covers = (wide: Grant, narrow: Grant): boolean =>
  glob(wide.action.toLowerCase(), narrow.action.toLowerCase()) &&
  glob(wide.resource, narrow.resource) &&
  (wide.principal === "*" || wide.principal === narrow.principal) &&
  (wide.condition === "" || wide.condition === narrow.condition);

/** `*` stands for any text and `?` for any letter, as in IAM; a letter is not any text. */
const glob = (pattern: string, text: string): boolean =>
  pattern === text ||
  new RegExp(
    `^${pattern
      .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
      .replaceAll("*", "[^]*")
      .replaceAll("?", "[^*]")}$`,
  ).test(text);

/** Whether a grant allows something by a wildcard; `all but …` is nearly everything too. */
export const isWild = ({ effect, action, resource, principal }: Grant): boolean =>
  effect === "Allow" &&
  (action.includes("*") ||
    resource === "*" ||
    principal === "*" ||
    [action, resource].some((text) => text.startsWith("all but")));
