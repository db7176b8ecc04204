/** `npm run drift`: whether an environment is still as it was deployed; `--post` opens an issue, or closes it. */
import "../synthesis/fast-synth";
import { reportText } from "../delivery/comment";
import { closeIssue, openIssue } from "../delivery/github";
import { isEmpty } from "../delivery/summary";
import { exitCodes } from "../findings/exit-codes";
import { githubIn } from "./delivery/github";
import { plan } from "./delivery/planning";
import { planningIn } from "./delivery/reports";
import { runCommand } from "./delivery/run";
import { say } from "./delivery/say";

void runCommand("drift", "Whether something has drifted is not known.", async (options) => {
  const { environment, stacks } = await plan(options, process.env, say);
  const about = `drift of ${environment}`;
  const hasDrifted = !stacks.every(isEmpty);
  const text = `${reportText({ environments: [planningIn(environment, process.env)] })}\n\n${next(environment)}`;
  console.log(hasDrifted ? text : `${environment} is as it was deployed.`);
  if (options.post && hasDrifted)
    await openIssue(githubIn(process.env), about, `${environment} is not what the main branch describes`, text);
  else if (options.post) await closeIssue(githubIn(process.env), about);
  return hasDrifted ? exitCodes["drift-found"] : 0;
});

const next = (environment: string) =>
  `Somebody changed ${environment} by another way, or what was merged was not deployed. ` +
  "Either describe here what was changed there, or deploy, which puts it back.";
