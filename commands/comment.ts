/** `npm run comment`: what a pull request changes, as the text of a comment; `--post` makes it, or updates it. */
import { existsSync, readFileSync } from "node:fs";
import { reportText } from "../delivery/comment";
import { postComment } from "../delivery/github";
import { environmentNames } from "../environments";
import { unknownEnvironment } from "../environments/check";
import { Failed } from "../findings/failed";
import { githubIn } from "./delivery/github";
import { planningIn } from "./delivery/reports";
import { runCommand } from "./delivery/run";

void runCommand("comment", "Nothing was posted.", async ({ environments, meaning, pullRequest, post }) => {
  const unknown = environments.filter((name) => !environmentNames.includes(name));
  if (unknown.length > 0)
    throw new Failed(
      "failed",
      unknown.map((name) => unknownEnvironment(name, environmentNames)),
    );
  const text = reportText({
    environments: environments.map((environment) => planningIn(environment, process.env)),
    ...(meaning !== undefined && { meaning: existsSync(meaning) ? readFileSync(meaning, "utf8") : "" }),
  });
  if (post && pullRequest !== undefined) await postComment(githubIn(process.env), pullRequest, "what changes", text);
  else console.log(text);
  return 0;
});
