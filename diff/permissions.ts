import type { Change, Flag } from "./change";
import type { Told } from "./context";
import { groupBy } from "./group";
import type { Block, Paired } from "./resources";
import { heldIn, leafText } from "./tree";

/** Attributes that hold a policy of IAM, by the type of the resource. */
const policyIn: Readonly<Record<string, string>> = {
  aws_iam_role: "assume_role_policy",
  aws_iam_role_policy: "policy",
  aws_iam_policy: "policy",
  aws_s3_bucket_policy: "policy",
};

/** One action on one thing, for somebody, under a condition. */
interface Grant {
  readonly effect: string;
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
  readonly condition: string;
}

/** What a policy allows more or less than before. Also of a resource that comes or goes. */
export function permissionChanges({ type, name, before, after, of }: Paired): Told {
  const attribute = policyIn[type];
  if (attribute === undefined) return { changes: [], attributes: [] };
  const [olds, news] = [grantsOf(before?.[attribute]), grantsOf(after?.[attribute])];
  const gone = without(olds, news);
  const come = without(news, olds);
  if (gone.length + come.length === 0) return { changes: [], attributes: [attribute] };
  const flags: Flag[] = [
    ...(isWider(olds, news) ? (["widened"] as const) : []),
    ...(come.some(isWild) ? (["wildcard"] as const) : []),
  ];
  const change: Change = {
    section: "permissions",
    kind: before && after ? "changed" : after ? "added" : "removed",
    subject: `${words[type] ?? type} ${name}`,
    lines: [...together(gone).map((text) => `-${text}`), ...together(come).map((text) => `+${text}`)],
    ...(flags.length > 0 && { flags }),
    ...(of && { of: of.name }),
  };
  return { changes: [change], attributes: [attribute] };
}

const words: Readonly<Record<string, string>> = {
  aws_iam_role: "who may take the role",
  aws_iam_role_policy: "what the role may do:",
  aws_iam_policy: "policy",
  aws_s3_bucket_policy: "policy of the bucket",
};

interface Statement extends Block {
  readonly Effect: string;
  readonly Condition?: object;
}

function grantsOf(policy: unknown): Grant[] {
  const { Statement = [] } = (typeof policy === "string" ? heldIn(policy) : {}) as {
    readonly Statement?: Statement | readonly Statement[];
  };
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
  const listed = [statement[what] ?? ""].flat() as string[];
  return what === "Action" ? listed.map((action) => action.toLowerCase()) : listed;
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

/** Actions on one thing, by the same and under the same condition, on a line. */
const together = (grants: readonly Grant[]): string[] =>
  [...groupBy(grants, (grant) => grantText({ ...grant, action: "" })).values()].flatMap(([first, ...others]) =>
    first ? [grantText({ ...first, action: [first, ...others].map(({ action }) => action).join(", ") })] : [],
  );

const without = (grants: readonly Grant[], others: readonly Grant[]): Grant[] => {
  const known = new Set(others.map(grantText));
  return [...new Map(grants.map((grant) => [grantText(grant), grant])).values()].filter(
    (grant) => !known.has(grantText(grant)),
  );
};

/** Something is allowed that was not, or what was forbidden is not any more. */
function isWider(olds: readonly Grant[], news: readonly Grant[]): boolean {
  const allowed = (grants: readonly Grant[]) => grants.filter(({ effect }) => effect === "Allow");
  const denied = (grants: readonly Grant[]) => grants.filter(({ effect }) => effect === "Deny");
  return (
    allowed(news).some((grant) => !allowed(olds).some((old) => covers(old, grant))) ||
    denied(olds).some((grant) => !denied(news).some((now) => covers(now, grant)))
  );
}

const covers = (wide: Grant, narrow: Grant): boolean =>
  glob(wide.action, narrow.action) &&
  glob(wide.resource, narrow.resource) &&
  (wide.principal === "*" || wide.principal === narrow.principal) &&
  (wide.condition === "" || wide.condition === narrow.condition);

/** `*` stands for any text and `?` for any letter, as in IAM. */
const glob = (pattern: string, text: string): boolean =>
  pattern === text ||
  new RegExp(
    `^${pattern
      .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
      .replaceAll("*", "[^]*")
      .replaceAll("?", "[^]")}$`,
  ).test(text);

/** Also `all but …` is nearly everything. */
const isWild = ({ effect, action, resource, principal }: Grant): boolean =>
  effect === "Allow" &&
  (action.includes("*") ||
    resource === "*" ||
    principal === "*" ||
    [action, resource].some((text) => text.startsWith("all but")));
