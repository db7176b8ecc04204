import { clip } from "../../findings/clip";
import type { Finding } from "../../findings/finding";
import { error, errorUnless } from "../../findings/finding";
import { matchesWhole, regexProblem } from "../../findings/regex";
import type { Component, PodLogs } from "../../model/component";

interface Source extends PodLogs {
  readonly name: string;
  /** A name that the pattern of its pods matches. */
  readonly example: string;
}

/** Whether every line has one component that it belongs to. */
export function checkSources(components: readonly Component[]): Finding[] {
  const sources = components.flatMap(({ name, source }): Source[] =>
    source.kind === "pods" ? [{ name, ...source, example: exampleOf(source.pods ?? "") }] : [],
  );
  return [
    ...sources.flatMap(checkPattern),
    ...sources.flatMap((source, at) =>
      sources
        .slice(0, at)
        .filter((earlier) => overlap(earlier, source))
        .map((earlier) => overlapping(earlier, source)),
    ),
  ];
}

function checkPattern({ name, pods = "" }: Source): Finding[] {
  const problem = regexProblem(pods);
  return errorUnless(problem === undefined, {
    id: "log-source-malformed",
    where: `${clip(name)}.source.pods`,
    what: `"${clip(pods)}" is no regular expression: ${problem ?? ""}.`,
    why: "Filebeat would not start, on any node: nobody's logs would be collected.",
    fix: "is a Deployment or StatefulSet called as Kubernetes allows it: a-z, 0-9 and inner hyphens?",
  });
}

const overlapping = (earlier: Source, source: Source): Finding =>
  error({
    id: "log-sources-overlap",
    where: `${clip(source.name)}.source`,
    what: `pods in the namespace "${clip(source.namespace)}" are both "${clip(earlier.name)}" and "${clip(source.name)}".`,
    why: "Filebeat reads a file for one component only: whose lines they become would be chance.",
    fix: "state different Deployments or namespaces; in the namespace of the monitoring all pods are its own.",
  });

const overlap = (one: Source, other: Source): boolean =>
  one.namespace === other.namespace &&
  (one.pods === undefined ||
    other.pods === undefined ||
    one.pods === other.pods ||
    matches(one.pods, other.example) ||
    matches(other.pods, one.example));

/** False where only RE2 can tell. */
const matches = (pattern: string, example: string): boolean => matchesWhole(pattern, example) === true;

/**
 * A name that a pattern matches, if it is made like those of model/: of letters, of escaped ones, and of sets of
 * letters.
 */
const exampleOf = (pattern: string): string =>
  pattern.replace(
    /\\(.)|\[(.)[^\]]*\](?:\{(\d+)\}|\+)?/g,
    (_, escaped?: string, first = "", times = "1") => escaped ?? String(first).repeat(Number(times)),
  );
