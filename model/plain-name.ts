import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";

/** Whether a name is what label values, Kubernetes names, UIDs, file names and addresses all allow. */
export const isPlainName = (name: string): boolean => /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name);

export const checkPlainName = (where: string, name: string): Finding[] =>
  errorUnless(isPlainName(name), {
    id: "name-not-plain",
    where,
    what: `"${clip(name)}" is not made of a-z, 0-9 and inner hyphens, beginning with a letter.`,
    why: "it becomes a label value and part of Kubernetes names, UIDs and addresses, which allow nothing else.",
    fix: 'write it like "shop-api"; titles for people have fields of their own.',
  });
