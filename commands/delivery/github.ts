import type { GitHub } from "../../delivery/github";
import type { Failed } from "../../findings/failed";
import { failed } from "../../findings/failed";

/**
 * Which repository is asked and as whom, as GitHub's own jobs have it in their environment, the token apart: that is
 * given to the step that asks.
 * @param refuse what it means that nothing says whom to ask
 */
export function githubIn(env: NodeJS.ProcessEnv, refuse: (what: string) => Failed = unableToPost): GitHub {
  const { GITHUB_API_URL: api = "https://api.github.com", GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = env;
  if (repository && token) return { api, repository, token };
  throw refuse("GITHUB_REPOSITORY and GITHUB_TOKEN say which repository, and as whom; one is not set.");
}

const unableToPost = (what: string) =>
  failed({
    id: "comment-not-posted",
    where: "GitHub",
    what,
    why: "whoever reviews would decide by an older plan, or by none.",
    fix: "set both, or leave out --post to have the text printed",
  });
