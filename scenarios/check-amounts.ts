import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import { percentText } from "../units/text";
import type { Fault } from "./fault";
import type { Setting } from "./known";
import { copies, targetsOf } from "./targets";

/** Of these more than the whole is an order, not a mistake: CPU that is wanted, memory that is needed. */
const mayExceed: readonly Fault["kind"][] = [
  "pod-cpu",
  "pod-memory",
  "broker-memory",
  "broker-disk",
  "prometheus-storage",
];

/** Findings on amounts of a fault that cannot be: less than nothing, or more than there is. */
export const checkAmounts = (fault: Partial<Fault>, setting: Setting): Finding[] => [
  ...Object.entries<unknown>({ ...fault }).flatMap(([field, value]) => checkAmount(field, value, fault)),
  ...checkCopies("pods", "pods" in fault ? fault.pods : undefined, copies.pods),
  ...("targets" in fault
    ? checkCopies("targets", fault.targets, targetsOf(setting.system, setting.environment).filter(isOf(fault)).length)
    : []),
];

const isOf =
  ({ job }: { readonly job?: string }) =>
  (target: { readonly job: string }): boolean =>
    target.job === job;

function checkAmount(field: string, value: unknown, { kind }: Partial<Fault>): Finding[] {
  if (field === "from" || field === "until") return [];
  if (typeof value === "number")
    return errorUnless(value >= 0, {
      ...impossible(field, `${value} cannot be.`),
      fix: `${field}: 0 is nothing at all; what is less than the usual has a share or a factor between 0 and 1.`,
    });
  if (typeof value !== "object" || value === null) return [];
  if ("percent" in value) {
    const percent = Number(value.percent);
    const most = kind !== undefined && mayExceed.includes(kind) ? Infinity : 100;
    return errorUnless(percent >= 0 && percent <= most, {
      ...impossible(field, `${percentText({ percent })} of it cannot be.`),
      fix: most === 100 ? "a share goes from percent(0) to percent(100)." : "a share goes from percent(0) on.",
    });
  }
  const [amount = 1] = Object.values(value as Readonly<Record<string, number>>);
  const isSize = "bytes" in value;
  return errorUnless(Array.isArray(value) || amount > 0 || (isSize && amount === 0), {
    ...impossible(field, isSize ? "less than nothing cannot be." : "it cannot happen all the time."),
    fix: isSize ? `${field}: mebibytes(0) is nothing at all.` : `${field}: minutes(5)`,
  });
}

/** Of things that are told apart by their numbers, the first so many suffer. */
const checkCopies = (field: string, wanted: number | undefined, there: number): Finding[] =>
  errorUnless(wanted === undefined || there === 0 || (wanted >= 1 && wanted <= there), {
    ...impossible(field, `${wanted} of ${there} cannot be.`),
    fix: `${field}: ${there}, or leave it out: it means all of them.`,
  });

const impossible = (where: string, what: string) => ({
  id: "scenario-amount-impossible",
  where,
  what,
  why: "what does not exist would fail, and counters would run backwards.",
});
