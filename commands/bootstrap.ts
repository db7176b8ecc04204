/** `npm run bootstrap`: makes what has to be there before anything can be deployed, once for each environment. */
import "../synthesis/fast-synth";
import { bootstrap } from "./bootstrap/bootstrap";
import { confirmedBy } from "./bootstrap/confirm";
import { runCommand } from "./delivery/run";
import { say } from "./delivery/say";

void runCommand("bootstrap", "The same command goes on where this one ended.", async (options) => {
  const done = await bootstrap(options, { env: process.env, say, confirmed: confirmedBy(process, options) });
  console.log(done);
  return 0;
});
