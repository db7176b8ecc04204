/**
 * `npm run engines`: makes sure that every engine is at hand, for live tests and commands, and says where each comes
 * from.
 */
import { ensure } from "../engines/install";
import { engineNames, pins } from "../engines/pins";

async function main(): Promise<void> {
  for (const name of engineNames) {
    const started = Date.now();
    try {
      const { version, from, path } = await ensure(name, pins[name], (line) => console.log(line));
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`${name.padEnd(22)} ${version.padEnd(8)} ${from.padEnd(7)} ${path}  ${seconds} s`);
    } catch (error) {
      // The others are still worth installing; what is missing must be known in one run.
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    }
  }
}

void main();
