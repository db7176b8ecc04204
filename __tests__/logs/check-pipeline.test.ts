import { describe, expect, it } from "@jest/globals";
import { namespace } from "../../environments/names";
import { checkPipeline } from "../../logs/check-pipeline";
import { fieldsOf } from "../../logs/component-fields";
import { pipelineOf } from "../../logs/pipelines";
import type { Pipeline, Processor } from "../../logs/processor";
import { redaction } from "../../logs/redaction";
import { redactionRules } from "../../logs/redaction/rules";
import { componentsOf } from "../../model/component";
import { system } from "../../system";
import { corpusOf } from "../support/logs/corpus/events";

const components = componentsOf(system, namespace);
const mark: Processor = { set: { tag: "mark", field: "event.kind", value: "pipeline_error" } };

const of = (...processors: unknown[]): Pipeline => ({
  name: "logs-shop.api",
  description: "",
  processors: processors as [Processor],
  onFailure: [mark],
});

const grok = (pattern: string) => ({
  grok: {
    tag: "line",
    field: "message",
    patterns: [pattern],
    pattern_definitions: { ALL: "(?m:.*)", LOOP: "%{LOOP}" },
  },
});

describe("the check of pipelines", () => {
  it.each([redaction, ...components.map(pipelineOf)].map((pipeline) => [pipeline.name, pipeline] as const))(
    "finds nothing wrong with %s",
    (_, pipeline) => {
      expect(checkPipeline(pipeline)).toEqual([]);
    },
  );

  it("finds a pipeline that does nothing where it fails", () => {
    const pipeline = { ...of(mark), onFailure: [] as unknown as Pipeline["onFailure"] };
    expect(checkPipeline(pipeline)).toMatchObject([
      { id: "pipeline-without-failure-handling", where: "pipeline logs-shop.api.onFailure" },
    ]);
  });

  const json = { tag: "json", field: "message", target_field: "parsed" };

  it.each([
    ["a processor that nothing knows", { trim: { tag: "trim", field: "message" } }, "processor-unknown", "trim"],
    ["two in one", { json, remove: { tag: "remove", field: "a" } }, "processor-unknown", "json, remove"],
    ["none", {}, "processor-unknown", "processors[0]"],
    ["one without a tag", { json: { ...json, tag: " " } }, "processor-without-tag", "json"],
    ["a value that is set nowhere", { set: { tag: "set", field: "", value: 1 } }, "set-incomplete", "set"],
    ["a field that is set to nothing", { set: { tag: "set", field: "a" } }, "set-incomplete", "set"],
    ["quotes that are escaped", { set: { tag: "set", field: "a", value: "{{b}}" } }, "set-escapes-quotes", "set.value"],
    ["a blank script", { script: { tag: "a", lang: "painless", source: " \n" } }, "script-blank", "script.source"],
    ["a pattern of grok's own", grok("^%{COMBINEDAPACHELOG}"), "grok-pattern-unknown", "grok.patterns"],
    ["a pattern that is part of itself", grok("^%{LOOP}"), "grok-pattern-endless", "grok.patterns"],
    ["a pattern that cannot be read", grok("^(%{ALL}"), "pattern-malformed", "grok.pattern"],
    ["a pattern that takes its time", grok("^%{ALL},%{ALL}$"), "pattern-costly", "grok.pattern"],
    [
      "a replacement that overflows a stack",
      { gsub: { tag: "a", field: "b", pattern: "^(?:,[^,]*)*$", replacement: "" } },
      "pattern-costly",
      "gsub.pattern",
    ],
  ])("finds %s", (_, processor, id, where) => {
    const findings = checkPipeline(of(processor));
    expect(findings.map((finding) => finding.id)).toEqual([id]);
    expect(findings[0]?.where).toContain(where);
    expect(findings.every(({ why, fix }) => why !== "" && fix !== "")).toBe(true);
  });

  it("finds a tag that two processors share", () => {
    expect(checkPipeline(of({ json: { ...json, tag: "mark" } }))).toMatchObject([
      { id: "duplicate-tag", what: 'two processors have the tag "mark".' },
    ]);
  });
});

describe("what lines become", () => {
  it.each(components.map((component) => [component.name, component] as const))(
    "can all be asked for: %s",
    (_, component) => {
      const indexed = new Set(fieldsOf(component).map(({ name }) => name));
      const stored = new Set(corpusOf(component).flatMap(({ expected }) => Object.keys(expected)));
      expect([...stored].filter((name) => !indexed.has(name) && !name.startsWith("platform.details."))).toEqual([]);
    },
  );
});

describe("the rules of redaction", () => {
  it("look for texts in lower case, for that is how they are compared", () => {
    const texts = redactionRules.flatMap(({ onlyWith = [] }) => [...onlyWith]);
    expect(texts).toEqual(texts.map((text) => text.toLowerCase()));
  });

  it("have names of their own", () => {
    expect(new Set(redactionRules.map(({ name }) => name)).size).toBe(redactionRules.length);
  });
});
