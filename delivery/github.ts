import type { Failed } from "../findings/failed";
import { failed } from "../findings/failed";
import { seconds } from "../units/quantities";
import { plain } from "./plain";

export interface GitHub {
  /** URL of the API: `https://api.github.com`. */
  readonly api: string;
  /** Repository that is asked: `owner/name`. */
  readonly repository: string;
  readonly token: string;
}

interface Entry {
  readonly id: number;
  readonly number?: number;
  readonly body?: string | null;
  readonly pull_request?: unknown;
}

/** Makes the failure that a missing answer is to whoever asked. @param status with which GitHub refused, if it did */
export type Refuse = (what: string, status?: number) => Failed;

const timeout = seconds(20);
const page = 100;

/** What a posted text begins with, and is not to be seen there: by it the next run finds what it is to update. */
export const markerOf = (about: string): string => `<!-- monitoring-as-code: ${about} -->`;

const isMarked = (marker: string) => (entry: Entry) => entry.body?.startsWith(marker) === true;

/**
 * Posts the one comment about something: updated if it is there, made if not. @throws Failed if GitHub does not take
 * it.
 */
export async function postComment(github: GitHub, pullRequest: number, about: string, text: string): Promise<void> {
  const marker = markerOf(about);
  const comments = await all(github, `issues/${pullRequest}/comments`);
  const mine = comments.find(isMarked(marker));
  const body = { body: `${marker}\n${text}` };
  if (mine) await ask(github, "PATCH", `issues/comments/${mine.id}`, body);
  else await ask(github, "POST", `issues/${pullRequest}/comments`, body);
}

/**
 * Opens the one issue about something: updated if there is an open one, made if not. @throws Failed if GitHub does not
 * take it.
 */
export async function openIssue(github: GitHub, about: string, title: string, text: string): Promise<void> {
  const mine = await issueAbout(github, about);
  const body = { title, body: `${markerOf(about)}\n${text}` };
  if (mine) await ask(github, "PATCH", `issues/${mine}`, body);
  else await ask(github, "POST", "issues", body);
}

/** Closes the issue about something, if there is an open one. @throws Failed if GitHub does not take it. */
export async function closeIssue(github: GitHub, about: string): Promise<void> {
  const mine = await issueAbout(github, about);
  if (mine) await ask(github, "PATCH", `issues/${mine}`, { state: "closed", state_reason: "completed" });
}

async function issueAbout(github: GitHub, about: string): Promise<number | undefined> {
  const issues = await all(github, "issues?state=open");
  return issues.find((issue) => issue.pull_request === undefined && isMarked(markerOf(about))(issue))?.number;
}

async function all(github: GitHub, path: string): Promise<Entry[]> {
  const found: Entry[] = [];
  for (let at = 1; ; at++) {
    const entries = await ask(github, "GET", `${path}${path.includes("?") ? "&" : "?"}per_page=${page}&page=${at}`);
    if (!Array.isArray(entries)) throw refused("it answered with something else than a list.");
    found.push(...(entries as Entry[]));
    if (entries.length < page) return found;
  }
}

/**
 * Asks GitHub's API. @param path below that of the repository @throws Failed, as `refuse` has it, if there is no answer
 */
export async function ask(
  { api, repository, token }: GitHub,
  method: string,
  path: string,
  body?: unknown,
  refuse: Refuse = refused,
): Promise<unknown> {
  const { ok, status, text } = await fetch(`${api}/repos/${repository}/${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "user-agent": "monitoring-as-code",
      "x-github-api-version": "2022-11-28",
    },
    signal: AbortSignal.timeout(timeout.milliseconds),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
    .then(async (response) => ({ ok: response.ok, status: response.status, text: await response.text() }))
    .catch((failure: unknown) => {
      throw refuse(`no answer, or only a part of one: ${plain(causeOf(failure))}.`);
    });
  if (!ok) throw refuse(`it answered ${status} to ${method} ${path.replace(/\?.*/, "")}: ${messageIn(text)}`, status);
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(`it answered ${status} with something that is no JSON.`);
  }
}

/** `fetch` itself only says that it failed. */
function causeOf(failure: unknown): string {
  const { message, cause } = failure as { readonly message?: string; readonly cause?: { readonly message?: string } };
  return [message, cause?.message].filter(Boolean).join(": ");
}

/** GitHub's own words, if they are its own: what a proxy answers is a page. */
function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === "string" ? plain(message) : "without a message.";
  } catch {
    return "without a message.";
  }
}

const refused = (what: string) =>
  failed({
    id: "comment-not-posted",
    where: "GitHub",
    what,
    why: "whoever reviews would decide by an older plan, or by none.",
    fix: "has the job the permission to write there, and GITHUB_TOKEN, GITHUB_REPOSITORY and GITHUB_API_URL? Without --post the text is printed",
  });
