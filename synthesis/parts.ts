import type { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { HasParts } from "../constructs/checked";
import { hasParts } from "../constructs/checked";
import { groupedBy } from "../findings/grouped";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";

/**
 * Constructs that are really deployed: they promise much, and keep it while all Terraform resources behind it are
 * there.
 */
export function wholeAmong(constructs: readonly IConstruct[]): IConstruct[] {
  const there = new Set(constructs);
  return constructs.filter((construct) => !hasParts(construct) || construct.parts().every((part) => there.has(part)));
}

/** Terraform resources that constructs count on and the app does not have, each once. */
export function checkParts(constructs: readonly IConstruct[]): Finding[] {
  const there = new Set(constructs);
  const missing = constructs
    .filter((construct) => hasParts(construct))
    .flatMap((whole) =>
      whole
        .parts()
        .filter((part) => !there.has(part))
        .map((part) => ({ part, whole })),
    );
  return [...groupedBy(missing, ({ part }) => part)].map(([part, those]) => partMissing(part, those));
}

function partMissing(part: TerraformResource, those: readonly { readonly whole: IConstruct & HasParts }[]): Finding {
  const [first = "", ...others] = those.map(({ whole }) => whole.node.path);
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return error({
    id: "part-missing",
    where: part.node.path,
    what: `this ${part.terraformResourceType} is not in the app, and ${first}${more} cannot do without it.`,
    why: "what they promise is not deployed, and nothing else would tell.",
    fix: "leave in the tree what a construct has made; to be rid of it, take out the construct.",
  });
}
