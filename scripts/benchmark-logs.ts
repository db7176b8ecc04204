/**
 * `npm run benchmark:logs`: sends what each component writes through its pipelines and the redaction, and prints lines
 * per second and what each processor costs. The engine is OpenSearch, the stand-in for Elasticsearch, with half of its
 * compiler turned off: a large node does more. Exits 1 when one of them takes less than `bar` times what it is
 * described to write.
 */
import { namespace } from "../environments/names";
import { componentsOf } from "../model/component";
import { system } from "../system";
import { startLogEngine } from "../__tests__/support/live/log-engine";
import type { LogLoad } from "../__tests__/support/live/log-load";
import { costTable, loadTable, measureLoad } from "../__tests__/support/live/log-load";
import { corpusOf } from "../__tests__/support/logs/corpus/events";

const lines = 10_000;
const bar = 10;

async function benchmark(): Promise<boolean> {
  const components = componentsOf(system, namespace);
  const engine = await startLogEngine(components);
  try {
    const loads: LogLoad[] = [];
    for (const component of components) {
      const texts = corpusOf(component).map(({ line }) => line);
      loads.push(await measureLoad(engine, component, texts, lines));
    }
    const kept = loads.every(
      ({ linesPerSecond, statedLinesPerSecond }) => linesPerSecond >= bar * statedLinesPerSecond,
    );
    const verdict = `${bar} times what each is described to write: ${kept ? "kept" : "MISSED"}`;
    console.log([...loads.map(costTable), "", loadTable(loads), "", verdict].join("\n"));
    return kept;
  } finally {
    await engine.stop();
  }
}

void benchmark().then((kept) => (process.exitCode = kept ? 0 : 1));
