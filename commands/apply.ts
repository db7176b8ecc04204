/** `npm run apply`: does what `npm run plan` saved, if that is what was reviewed, and nothing else. */
import "../synthesis/fast-synth";
import { apply } from "./delivery/applying";
import { say } from "./delivery/say";
import { runCommand } from "./delivery/run";

void runCommand("apply", "It ended there.", async (options) => {
  const applied = await apply(options, process.env, say);
  console.log(applied.length === 0 ? "Nothing was to be done." : `Applied: ${applied.join(", then ")}.`);
  return 0;
});
