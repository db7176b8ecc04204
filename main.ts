import "./synthesis/fast-synth";
import { defaultEnvironment, environments } from "./environments";
import { readOptions } from "./synthesis/options";
import { synthesize } from "./synthesis/synthesize";
import { system } from "./system";

const options = readOptions(process.argv.slice(2), process.env, defaultEnvironment);
const { report, exitCode } = synthesize({ system, environments, options });
(exitCode === 0 ? console.log : console.error)(report);
process.exitCode = exitCode;
