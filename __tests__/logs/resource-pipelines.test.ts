import { describe, expect, it } from "@jest/globals";
import { namespace } from "../../environments/names";
import { brokerEvents } from "../../logs/broker/events";
import { brokerLines } from "../../logs/broker/lines";
import type { EventRule } from "../../logs/parts/classify";
import { fieldsOf } from "../../logs/component-fields";
import { databaseEvents } from "../../logs/database/events";
import { databaseLines } from "../../logs/database/lines";
import type { Filter } from "../../logs/filter";
import { fieldsIn } from "../../logs/filter";
import { checkQuestion } from "../../logs/kibana/check-question";
import { kindOf } from "../../logs/kinds";
import { pipelineOf } from "../../logs/pipelines";
import { platformEvents } from "../../logs/platform/events";
import { platformLines } from "../../logs/platform/lines";
import type { Processor } from "../../logs/processor";
import { componentsOf } from "../../model/component";
import { system } from "../../system";
import { brokerCorpus } from "../support/logs/corpus/broker";
import type { CorpusLine } from "../support/logs/corpus/corpus";
import { databaseCorpus } from "../support/logs/corpus/database";
import { platformCorpus } from "../support/logs/corpus/platform";

interface Case {
  readonly kind: "broker" | "database" | "platform";
  readonly rules: readonly EventRule[];
  readonly lines: Readonly<Record<string, Filter>>;
  readonly corpus: (count?: number) => CorpusLine[];
  readonly event: string;
}

const cases: readonly Case[] = [
  { kind: "broker", rules: brokerEvents, lines: brokerLines, corpus: brokerCorpus, event: "rabbitmq.event" },
  { kind: "database", rules: databaseEvents, lines: databaseLines, corpus: databaseCorpus, event: "postgresql.event" },
  { kind: "platform", rules: platformEvents, lines: platformLines, corpus: platformCorpus, event: "platform.event" },
];

const bodyOf = (processor: Processor) => Object.values(processor)[0] as { readonly tag: string };

describe.each(cases)("the pipeline of $kind", ({ kind, rules, lines, corpus, event }) => {
  const component = componentsOf(system, namespace).find(({ is }) => is.kind === kind);
  if (!component) throw new Error(`There is no ${kind} in system/.`);
  const pipeline = pipelineOf(component);
  const fields = fieldsOf(component);
  const names = fields.map(({ name }) => name);

  it("has a name for each of its steps, by which errors and statistics call it", () => {
    const tags = [...pipeline.processors, ...pipeline.onFailure].map((processor) => bodyOf(processor).tag);
    expect(tags.filter((tag) => !tag)).toEqual([]);
    expect(new Set(tags).size).toBe(tags.length);
  });

  it("keeps and marks what it cannot read, and says which step gave up", () => {
    const set = pipeline.onFailure.flatMap((processor) => ("set" in processor ? [processor.set] : []));
    expect(set.map(({ field, value }) => [field, value])).toEqual([
      ["event.kind", "pipeline_error"],
      ["event.reason", "{{{_ingest.on_failure_processor_tag}}}"],
    ]);
  });

  it("is shown at least 200 lines, the same from run to run", () => {
    expect(corpus().length).toBeGreaterThanOrEqual(200);
    expect(corpus()).toEqual(corpus());
  });

  it("is shown a line of everything that it tells apart", () => {
    const shown = new Set(corpus().map(({ expected }) => expected[event]));
    expect(rules.map((rule) => rule.event).filter((name) => !shown.has(name))).toEqual([]);
  });

  it("stores what can be asked for, and nothing else", () => {
    const stored = new Set(corpus().flatMap(({ expected }) => Object.keys(expected)));
    expect([...stored].filter((name) => !names.includes(name))).toEqual([]);
  });

  it("has for each of its own fields a line that fills it", () => {
    const stored = new Set(corpus().flatMap(({ expected }) => Object.keys(expected)));
    const own = names.filter((name) => /^(rabbitmq|postgresql|platform)\./.test(name));
    expect(own.filter((name) => !stored.has(name))).toEqual([]);
  });

  it("answers every question that is asked of its lines", () => {
    const { now, panels, searches } = kindOf(component).questions(component);
    expect([...now, ...panels.flat()].flatMap((panel) => checkQuestion(panel, fields))).toEqual([]);
    const asked = [...Object.values(lines).flatMap(fieldsIn), ...searches.flatMap(({ columns }) => columns)];
    expect(asked.filter((field) => !fields.includes(field)).map(({ name }) => name)).toEqual([]);
  });
});
