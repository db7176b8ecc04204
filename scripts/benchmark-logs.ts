/**
 * `npm run benchmark:logs`: sends what each component writes through its pipeline and the redaction, one request after
 * the other, and prints lines per second and what each processor costs. The engine is OpenSearch, the stand-in for
 * Elasticsearch, with half of its compiler turned off: a large node does more. Exits 1 when one of them takes fewer
 * than `bar`.
 */
import { namespace } from "../environments/names";
import { componentsOf } from "../model/component";
import { system } from "../system";
import { startLogEngine } from "../__tests__/support/live/log-engine";
import { loadTable, measureLoad } from "../__tests__/support/live/log-load";
import { corpusOf } from "../__tests__/support/logs/corpus/events";

const lines = 10_000;
/** Lines per second: twice what all of this system writes together, at 250 bytes a line. */
const bar = 1000;

async function benchmark(): Promise<boolean> {
  const components = componentsOf(system, namespace);
  const engine = await startLogEngine(components);
  try {
    let kept = true;
    for (const component of components) {
      const texts = corpusOf(component).map(({ line }) => line);
      const load = await measureLoad(engine, component, texts, lines);
      console.log(loadTable(component, load));
      kept &&= load.linesPerSecond >= bar;
    }
    console.log(`\n${bar} lines per second of each: ${kept ? "kept" : "MISSED"}`);
    return kept;
  } finally {
    await engine.stop();
  }
}

void benchmark().then((kept) => (process.exitCode = kept ? 0 : 1));
