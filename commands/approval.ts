/** `npm run approval`: whether GitHub asks somebody before a job may apply, where somebody has to agree. */
import { reviewersOf } from "../delivery/approval";
import { environmentNames, environments } from "../environments";
import { unknownEnvironment } from "../environments/check";
import { Failed, failed } from "../findings/failed";
import { githubIn } from "./delivery/github";
import { runCommand } from "./delivery/run";

const unableToAsk = (what: string) =>
  failed({
    id: "credentials-missing",
    where: "GitHub",
    what,
    why: "whether anybody is asked before a deployment is not known.",
    fix: "in a job of GitHub, give the step GITHUB_TOKEN; another CI has a gate of its own: docs/delivery.md",
  });

void runCommand("approval", "Nothing may be applied.", async ({ environments: [name = ""] }) => {
  const environment = environments.get(name);
  if (!environment) throw new Failed("failed", [unknownEnvironment(name, environmentNames)]);
  if (!environment.needsApproval) {
    console.log(`${name}: nobody has to agree.`);
    return 0;
  }
  const reviewers = await reviewersOf(githubIn(process.env, unableToAsk), name);
  console.log(`${name}: GitHub asks ${reviewers === 1 ? "a reviewer" : `one of ${reviewers} reviewers`}.`);
  return 0;
});
