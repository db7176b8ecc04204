/**
 * `npm run audit`: asks npm's registry for advisories about the locked dependencies. For CI, for it needs the network:
 * it ends with 1 where there is something to mend, and with 2 where nobody could be asked.
 */
import { join } from "node:path";
import { run } from "../engines/command";
import { countFindings, printFindings } from "../findings/print";
import { unexpectedText } from "../findings/unexpected";
import { accepted } from "./audit/accepted";
import { judge } from "./audit/judge";
import { readReport } from "./audit/report";
import { runPlain } from "./run-plain";

async function main(verbose: boolean): Promise<0 | 1 | 2> {
  const place = { cwd: join(__dirname, ".."), env: process.env };
  try {
    const { stdout, stderr } = await run("npm", ["audit", "--json"], place);
    const findings = judge(readReport(stdout || stderr), accepted, new Date().toISOString().slice(0, 10));
    console.log(printFindings(findings, `${countFindings(findings)} in the locked dependencies.`));
    return findings.length === 0 ? 0 : 1;
  } catch (cause) {
    console.error(`npm could not be asked for advisories: ${unexpectedText(cause, verbose)}`);
    return 2;
  }
}

void runPlain("audit", "Nobody was asked.", main);
