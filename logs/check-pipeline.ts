import type { Finding } from "../findings/finding";
import { error, errorUnless, within } from "../findings/finding";
import { repeated } from "../findings/repeated";
import { checkGrok, checkRegex } from "./check-pattern";
import type { Pipeline, Processor } from "./processor";

/**
 * Findings of what Elasticsearch would refuse in a pipeline, or take and then lose lines or time by. Also for data that
 * comes past the types. Processors that several pipelines share are looked at once.
 */
export const checkPipeline = ({ name, processors, onFailure }: Pipeline): Finding[] =>
  within(`pipeline ${name}`, [
    ...errorUnless((onFailure as readonly Processor[]).length > 0, {
      id: "pipeline-without-failure-handling",
      where: "onFailure",
      what: "nothing is done where a processor fails.",
      why: "Elasticsearch refuses the line: at best it ends in the dead-letter queue of Logstash, unread and with all its secrets.",
      fix: "onFailure: keptAndMarked()",
    }),
    ...checkProcessors("processors", processors),
    ...checkProcessors("onFailure", onFailure),
    ...repeated([...processors, ...onFailure].flatMap(tagsOf), (tag) => tag).map((tag) =>
      error({
        id: "duplicate-tag",
        where: "processors",
        what: `two processors have the tag "${tag}".`,
        why: "a line that cannot be read names the tag of the processor that failed; so do the statistics.",
        fix: "give one of them another tag.",
      }),
    ),
  ]);

const checkProcessors = (list: string, processors: readonly Processor[]): Finding[] =>
  processors.flatMap((processor, at) => within(`${list}[${at}]`, findingsOf(processor)));

const known = new WeakMap<Processor, readonly Finding[]>();

function findingsOf(processor: Processor): readonly Finding[] {
  const findings = known.get(processor) ?? checkProcessor(processor);
  known.set(processor, findings);
  return findings;
}

type Options = Readonly<Record<string, unknown>>;

const optionsOf = (processor: Processor): [kind: string, options: Options][] => Object.entries(processor);

const tagsOf = (processor: Processor): string[] =>
  optionsOf(processor).flatMap(([, { tag }]) => (typeof tag === "string" ? [tag] : []));

function checkProcessor(processor: Processor): Finding[] {
  const [[kind, options] = ["", {}], ...others] = optionsOf(processor);
  const check = checks[kind as keyof typeof checks] as ((options: Options) => Finding[]) | undefined;
  if (others.length > 0 || !check) return [unknownProcessor(processor)];
  return [
    ...errorUnless(!isBlank(options.tag), {
      id: "processor-without-tag",
      where: kind,
      what: "the processor has no tag.",
      why: "a line that it cannot read would not say where it failed.",
      fix: 'tag: "…"',
    }),
    ...within(kind, check(options)),
  ];
}

/** Checks of processors, by the kinds that are in use. */
const checks: Readonly<Record<KindOf<Processor>, (options: Options) => Finding[]>> = {
  date: () => [],
  grok: ({ patterns, pattern_definitions: definitions }) =>
    (patterns as readonly string[]).flatMap((pattern) =>
      checkGrok(pattern, (definitions ?? {}) as Readonly<Record<string, string>>),
    ),
  gsub: ({ pattern }) => checkRegex(pattern as string),
  json: () => [],
  pipeline: ({ name }) =>
    errorUnless(!isBlank(name), {
      id: "call-incomplete",
      where: "name",
      what: "it calls a pipeline without a name.",
      why: "Elasticsearch refuses the pipeline, and with it the template that names it.",
      fix: "state the name of the pipeline that it calls.",
    }),
  remove: () => [],
  script: ({ source }) =>
    errorUnless(!isBlank(source), {
      id: "script-blank",
      where: "source",
      what: "the script is blank.",
      why: "Elasticsearch refuses the pipeline, and with it the template that names it.",
      fix: "write it, or leave the processor out.",
    }),
  set: ({ field, value }) => [
    ...errorUnless(!isBlank(field) && value !== undefined, {
      id: "set-incomplete",
      where: "",
      what: "it sets no field, or to no value.",
      why: "Elasticsearch refuses the pipeline, and with it the template that names it.",
      fix: "state field and value.",
    }),
    ...errorUnless(!/(?<!\{)\{\{(?!\{)/.test(String(value)), {
      id: "set-escapes-quotes",
      where: "value",
      what: `${String(value)} stands in two braces.`,
      why: 'Elasticsearch would write each " of the field as \\".',
      fix: `value: "${String(value).replace(/(?<!\{)\{\{(?!\{)([^}]*)\}\}/g, "{{{$1}}}")}"`,
    }),
  ],
};

type KindOf<Each> = Each extends unknown ? keyof Each : never;

const isBlank = (text: unknown): boolean => typeof text !== "string" || text.trim() === "";

const unknownProcessor = (processor: Processor): Finding =>
  error({
    id: "processor-unknown",
    where: Object.keys(processor).join(", "),
    what: "it is not one of the processors that are in use here.",
    why: "Elasticsearch refuses the pipeline, or takes the first of several; and nothing here knows what may go wrong in it.",
    fix: `one of ${Object.keys(checks).join(", ")}; another is a type in logs/processor.ts and a check beside these.`,
  });
