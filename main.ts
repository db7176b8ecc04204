import "./synthesis/fast-synth";
import { environmentNames } from "./environments";
import { environmentName } from "./synthesis/options";
import { synthesize } from "./synthesis/synthesize";
import { system } from "./system";

const { report, exitCode } = synthesize({
  system,
  environmentName: environmentName(process.argv.slice(2), process.env, environmentNames[0] ?? "local"),
});
(exitCode === 0 ? console.log : console.error)(report);
process.exitCode = exitCode;
