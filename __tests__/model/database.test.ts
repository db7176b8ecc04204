import { describe, expect, it } from "@jest/globals";
import { checkSystem } from "../../model/check";
import type { Database } from "../../model/database";
import { connectionLevels, database, memoryOf } from "../../model/database";
import { memoryOfClass } from "../../model/instance-classes";
import { gibibytes, percent } from "../../units/quantities";
import { exampleLogs, exampleService, exampleSystem } from "./example";

const example = (changes: Partial<Database> = {}): Database => ({
  ...database({
    name: "example-db",
    description: "Holds examples. When it fails, nobody learns.",
    owner: { name: "teachers", title: "Teachers" },
    criticality: "critical",
    instanceClass: "db.m6g.large",
    storage: gibibytes(200),
    logs: exampleLogs,
  }),
  ...changes,
});
const findings = (changes: Partial<Database> = {}) =>
  checkSystem({ ...exampleSystem(exampleService()), resources: [example(changes)] });

const gibibytesOf = (instanceClass: string) => {
  const memory = memoryOfClass(instanceClass);
  return memory && memory.bytes / gibibytes(1).bytes;
};

describe("the memory of an instance class", () => {
  // Of each family the smallest and the largest, and what breaks the rule if there were any: the user guide's numbers.
  it.each([
    ["db.t3.micro", 1],
    ["db.t4g.small", 2],
    ["db.t4g.medium", 4],
    ["db.t3.2xlarge", 32],
    ["db.m5.large", 8],
    ["db.m5.24xlarge", 384],
    ["db.m6g.large", 8],
    ["db.m6g.16xlarge", 256],
    ["db.m6i.32xlarge", 512],
    ["db.m7g.12xlarge", 192],
    ["db.m7i.48xlarge", 768],
    ["db.r5.xlarge", 32],
    ["db.r5.24xlarge", 768],
    ["db.r6g.4xlarge", 128],
    ["db.r6i.32xlarge", 1024],
    ["db.r7g.16xlarge", 512],
    ["db.r7i.48xlarge", 1536],
    ["db.x2g.large", 32],
    ["db.x2g.16xlarge", 1024],
  ])("%s is %d GiB", (instanceClass, gibi) => {
    expect(gibibytesOf(instanceClass)).toBe(gibi);
  });

  it.each(["db.t3.4xlarge", "db.m5.48xlarge", "db.m6g.metal", "db.m4.large", "m6g.large", "db.r7i.4xlarge.tpc2.mem2x"])(
    "is not known of %s",
    (instanceClass) => {
      expect(memoryOfClass(instanceClass)).toBeUndefined();
    },
  );

  it("gives way to what the description states", () => {
    expect(memoryOf(example({ memory: gibibytes(7.6) }))).toEqual(gibibytes(7.6));
    expect(memoryOf(example())).toEqual(gibibytes(8));
  });
});

describe("connections of a database", () => {
  it("are a task from 80 % on and wake somebody from 95 % on, unless the description says otherwise", () => {
    expect(connectionLevels(example())).toEqual({ ticket: percent(80), page: percent(95) });
    const own = { ticket: percent(50), page: percent(70) };
    expect(connectionLevels(example({ connections: own }))).toEqual(own);
  });
});

describe("a finding of a database", () => {
  it("is none where all is well, nor where an unknown class has its memory stated", () => {
    expect(findings()).toEqual([]);
    expect(findings({ instanceClass: "db.m8g.large", memory: gibibytes(8) })).toEqual([]);
  });

  it.each<[string, Partial<Database>, string]>([
    [
      "a class that nobody knows",
      { instanceClass: "db.m9z.large" },
      "unknown-instance-class at example-db.instanceClass",
    ],
    ["a class with a slip", { instanceClass: "db.m6g.larg" }, "unknown-instance-class at example-db.instanceClass"],
    ["a class of EC2", { instanceClass: "m6g.large" }, "unknown-instance-class at example-db.instanceClass"],
    ["negative memory", { memory: gibibytes(-8) }, "database-size-out-of-range at example-db.memory"],
    ["no memory", { memory: { bytes: 0 } }, "database-size-out-of-range at example-db.memory"],
    ["memory that is no number", { memory: { bytes: NaN } }, "database-size-out-of-range at example-db.memory"],
    ["no storage", { storage: { bytes: 0 } }, "database-size-out-of-range at example-db.storage"],
    ["endless storage", { storage: { bytes: Infinity } }, "database-size-out-of-range at example-db.storage"],
    [
      "storage in GiB without saying so",
      { storage: { bytes: 200 } },
      "database-size-out-of-range at example-db.storage",
    ],
    [
      "a ticket above the page",
      { connections: { ticket: percent(95), page: percent(80) } },
      "levels-out-of-order at example-db.connections",
    ],
    [
      "a page at all connections",
      { connections: { ticket: percent(80), page: percent(100) } },
      "connections-out-of-range at example-db.connections.page",
    ],
    ["a name with capitals", { name: "ShopDB" }, "name-not-plain at ShopDB.name"],
  ])("is %s", (_, changes, expected) => {
    expect(findings(changes).map(({ id, where }) => `${id} at ${where}`)).toEqual([expected]);
  });

  it("says which class was probably meant", () => {
    const [finding] = findings({ instanceClass: "db.m6g.larg" });
    expect(finding).toMatchObject({
      what: '"db.m6g.larg" is no class whose memory is known here.',
      fix: "did you mean db.m6g.large?",
    });
  });

  it("says what to write where no class is meant", () => {
    expect(findings({ instanceClass: "db.serverless" })[0]?.fix).toBe(
      "memory: gibibytes(…), as AWS states it for the class.",
    );
  });
});
