import { certificatesFound, jobsFor } from "./checks/all";
import type { Client } from "./client";
import type { Connections } from "./connections";
import type { Expected } from "./expected/expected";
import type { Job } from "./job";
import type { Line, Part } from "./line";
import { parts } from "./line";
import type { Reason } from "./no-answer";
import { NoAnswer } from "./no-answer";

export interface Examination {
  /** What was found, by program, and in each in the order in which it was looked at. */
  readonly lines: readonly Line[];
  /** Reasons why something could not be asked. */
  readonly reasons: ReadonlySet<Reason>;
}

export interface Examined {
  readonly expected: Expected;
  readonly client: Client;
  readonly connections: Connections;
  /** The present, in milliseconds since the epoch. */
  readonly now: number;
}

/** Asks all that there is to ask, and changes nothing. */
export async function examine({ expected, client, connections, now }: Examined): Promise<Examination> {
  const outcomes = await Promise.all(jobsFor(expected, now).map((job) => outcomeOf(job, client)));
  const missed = outcomes.flatMap(({ missing }) => missing ?? []);
  const lines = [
    ...causes(missed),
    ...outcomes.flatMap((outcome) => outcome.lines),
    ...certificatesFound(client.certificates, connections, now),
  ];
  return {
    lines: parts.flatMap((part) => lines.filter((line) => line.part === part)),
    reasons: new Set(missed.map(({ reason }) => reason)),
  };
}

interface Outcome {
  readonly lines: readonly Line[];
  readonly missing?: NoAnswer;
}

async function outcomeOf({ part, check, subjects, run }: Job, { ask }: Client): Promise<Outcome> {
  try {
    return { lines: (await run(ask)).map((found) => ({ part, check, ...found })) };
  } catch (failure) {
    if (!(failure instanceof NoAnswer)) throw failure;
    const what = "could not be asked.";
    return {
      lines: subjects.map((subject) => ({ part, check, subject, verdict: "unknown", what })),
      missing: failure,
    };
  }
}

/** One reason may be behind hundreds of answers that are missing: it is told once for each program. */
function causes(missed: readonly NoAnswer[]): Line[] {
  const told = new Map<string, NoAnswer[]>();
  for (const failure of missed) {
    const key = `${failure.api} ${failure.reason}`;
    told.set(key, [...(told.get(key) ?? []), failure]);
  }
  return [...told.values()].flatMap(([first, ...others]) => (first ? [causeLine(first, others)] : []));
}

function causeLine({ api, what, fix }: NoAnswer, others: readonly NoAnswer[]): Line {
  const also = new Set(others.map((other) => other.what).filter((other) => other !== what)).size;
  return {
    part: api satisfies Part,
    check: "answers",
    subject: api,
    verdict: "bad",
    what: also === 0 ? what : `${what} So it is with ${also} other ${also === 1 ? "question" : "questions"}.`,
    fix,
  };
}
