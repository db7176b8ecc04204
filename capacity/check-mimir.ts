import type { Finding } from "../findings/finding";
import { warning } from "../findings/finding";
import type { Capacity } from "./capacity";
import type { IngesterDemand } from "./demand";
import { amountText, countText, needText, wholeGibibytes } from "./text";

/** The fields of an ingester, by what each gives it. */
const fields: Readonly<Record<IngesterDemand["of"], string>> = { memory: "memory", disk: "storage" };

/** What is found where an ingester has less than it needs, or hardly more. */
export const checkIngester = (demand: IngesterDemand, { load }: Pick<Capacity, "load">): Finding[] => [
  warning({
    id: "long-term-ingester-small",
    where: `prometheus.longTerm.ingester.${fields[demand.of]}`,
    what: `${countText(load.series)} series take ${needText(demand)} of ${demand.of} in each ingester, which has ${amountText(demand.has, demand.unit)}.`,
    why: "each of the three holds all of them: they would fail one like the other, and with two of them what is sent is refused.",
    fix: `${fields[demand.of]}: gibibytes(${wholeGibibytes(demand)}), or fewer series.`,
  }),
];
