import { describe, expect, it } from "@jest/globals";
import { environments } from "../../environments";
import { checkElkMemory } from "../../environments/check-elk-memory";
import { production } from "../../environments/production";
import { printFindings } from "../../findings/print";
import { gibibytes, mebibytes } from "../../units/quantities";

const { elk } = production;

describe("the memory of the cluster", () => {
  it.each([...environments])("is enough in %s", (_, { elk }) => {
    expect(checkElkMemory(elk)).toEqual([]);
  });

  it("is too little where the operator would give more of its own accord", () => {
    const findings = checkElkMemory({ ...elk, kibana: { ...elk.kibana, memory: gibibytes(1) } });
    expect(printFindings(findings, "")).toMatchInlineSnapshot(`
     "error  elk-memory-too-small  kibana.memory
       1 GiB are less than it runs in.
       why   half of it is heap, and what lies beside the heap has no limit but this one: at it, the pod is killed.
       fix   memory: gibibytes(2)

     "
    `);
  });

  it("is looked at of each part", () => {
    const little = { memory: mebibytes(512) };
    const { elasticsearch, kibana, logstash } = elk;
    const { masters, hot, warm } = elasticsearch;
    if (!masters || !warm) throw new Error("production has both");
    const findings = checkElkMemory({
      ...elk,
      elasticsearch: {
        ...elasticsearch,
        masters: { ...masters, ...little },
        hot: { ...hot, ...little },
        warm: { ...warm, ...little },
      },
      kibana: { ...kibana, ...little },
      logstash: { ...logstash, ...little },
    });
    expect(findings.map(({ where }) => where)).toEqual([
      "elasticsearch.masters.memory",
      "elasticsearch.hot.memory",
      "elasticsearch.warm.memory",
      "kibana.memory",
      "logstash.memory",
    ]);
  });
});
