import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";

const maxLength = 40;

/**
 * Findings of a UID by Grafana's rule for those of folders, dashboards and alert rules; its Terraform provider does not
 * check the length.
 */
export const checkUid = (where: string, uid: string): Finding[] => [
  ...errorUnless(uid.length <= maxLength, {
    id: "uid-too-long",
    where,
    what: `"${uid}" has ${uid.length} characters; ${maxLength} is the most.`,
    why: "Grafana refuses it, but only when it is deployed.",
    fix: `choose a name that is ${uid.length - maxLength} character${uid.length - maxLength === 1 ? "" : "s"} shorter.`,
  }),
  ...errorUnless(/^[a-zA-Z0-9_-]+$/.test(uid), {
    id: "uid-malformed",
    where,
    what: `"${uid}" has characters other than letters, digits, "-" and "_", or none.`,
    why: "Grafana refuses it, but only when it is deployed.",
    fix: "use plain names: UIDs are made of them.",
  }),
];
