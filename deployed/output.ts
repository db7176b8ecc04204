import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../findings/finding";
import { error, warning } from "../findings/finding";
import type { DescribedThing } from "./described-thing";
import type { Description } from "./description";
import { descriptionFile } from "./description";

/** What a synth wrote, read back: the document of each stack, in the order of their names, and what people wrote. */
export interface Output {
  readonly documents: readonly unknown[];
  /** What people wrote. @default none: the output was written before there was one, or it cannot be read */
  readonly description?: Description;
}

export interface ReadOutput {
  /** @default there is none that could be read */
  readonly output?: Output;
  readonly findings: readonly Finding[];
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string }>>;
}

/** Reads back what a synth wrote. @param folder as a synth writes it: `cdktf.out` */
export function readOutput(folder: string): ReadOutput {
  const manifest = readJson(folder, "manifest.json");
  if ("finding" in manifest) return { findings: [manifest.finding] };
  const stacks = Object.entries((manifest.value as Partial<Manifest>).stacks ?? {}).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  const documents = stacks.map(([, { synthesizedStackPath }]) => readJson(folder, synthesizedStackPath));
  const findings = documents.flatMap((document) => ("finding" in document ? [document.finding] : []));
  if (stacks.length === 0) findings.push(broken(folder, "manifest.json", "names no stacks"));
  if (findings.length > 0) return { findings };
  const description = readJson(folder, descriptionFile);
  const isKnown = "value" in description && isDescription(description.value);
  return {
    output: {
      documents: documents.flatMap((document) => ("value" in document ? [document.value] : [])),
      ...(isKnown && { description: description.value }),
    },
    findings: isKnown ? [] : [withoutDescription(folder)],
  };
}

/** As this version writes it: of another form, older or newer, nobody knows what it says. */
function isDescription(value: object): value is Description {
  const { things, units } = value as Partial<Description>;
  const isRecord = (part: unknown) => typeof part === "object" && part !== null;
  return (
    isRecord(units) &&
    Array.isArray(things) &&
    (things as readonly unknown[]).every((thing) => {
      if (!isRecord(thing)) return false;
      const { kind, name, facts, objectives, endpoints } = thing as Partial<DescribedThing>;
      return typeof kind === "string" && typeof name === "string" && [facts, objectives, endpoints].every(isRecord);
    })
  );
}

type Read = { readonly value: object } | { readonly finding: Finding };

function readJson(folder: string, file: string): Read {
  let text: string;
  try {
    text = readFileSync(join(folder, file), "utf8");
  } catch {
    return {
      finding: error({
        id: "output-missing",
        where: join(folder, file),
        what: "there is no such file, or it cannot be read.",
        why: "what is deployed is read from what the synth wrote, and not guessed.",
        fix: "npm start",
      }),
    };
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return { value };
  } catch {
    // As a file that holds something else.
  }
  return { finding: broken(folder, file, "is no JSON object") };
}

const broken = (folder: string, file: string, what: string): Finding =>
  error({
    id: "output-broken",
    where: join(folder, file),
    what: `the file ${what}.`,
    why: "a part of what is deployed would be passed over.",
    fix: "npm start writes it anew; was the last one ended half-way?",
  });

const withoutDescription = (folder: string): Finding =>
  warning({
    id: "output-without-description",
    where: join(folder, descriptionFile),
    what: "the output has no description of what is monitored, or none that can be read.",
    why: "services, objectives and the units of thresholds stand nowhere else.",
    fix: "npm start writes it, from the version on that has this command",
  });
