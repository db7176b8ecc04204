import { groupedBy } from "../findings/grouped";
import type { MetricContract } from "../signals/contracts/contract";
import type { BuiltExporter } from "./built";

/** Which exporters bring a contract, for one thing or for any: asked for every signal, and not searched for each. */
export function exporterLookup(
  exporters: readonly BuiltExporter[],
): (contract: MetricContract, thing: string | undefined) => readonly BuiltExporter[] {
  const byContract = groupedBy(answering(exporters), ({ contract }) => contract);
  const byThing = new Map(
    Array.from(byContract, ([contract, those]) => [contract, groupedBy(those.flatMap(measured), ({ thing }) => thing)]),
  );
  return (contract, thing) => {
    if (thing === undefined) return byContract.get(contract) ?? [];
    const things = byThing.get(contract);
    return [thing, everything].flatMap((one) => things?.get(one) ?? []).map(({ exporter }) => exporter);
  };
}

/** Without those that ask through an exporter which nothing brings. */
function answering(exporters: readonly BuiltExporter[]): readonly BuiltExporter[] {
  const asked = new Set(exporters.filter(({ through }) => through === undefined).map(({ contract }) => contract));
  return exporters.filter(({ through }) => through === undefined || asked.has(through));
}

/** No thing is called so. */
const everything = "";

const measured = (exporter: BuiltExporter) => (exporter.of ?? [everything]).map((thing) => ({ thing, exporter }));
