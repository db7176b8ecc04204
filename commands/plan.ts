/**
 * `npm run plan`: what would be done to an environment, saved so that exactly that can be reviewed, and then applied.
 */
import "../synthesis/fast-synth";
import { changesText } from "../delivery/comment";
import { plan } from "./delivery/planning";
import { say } from "./delivery/say";
import { runCommand } from "./delivery/run";

void runCommand("plan", "Nothing was changed, and nothing kept.", async (options) => {
  const planned = await plan(options, process.env, say);
  console.log(changesText(planned));
  return 0;
});
