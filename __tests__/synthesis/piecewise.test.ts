import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { App, Aspects, Lazy, TerraformStack, TerraformVariable, Token } from "cdktf";
import { KibanaSpace } from "@cdktf/provider-elasticstack/lib/kibana-space";
import { environments } from "../../environments";
import { buildApp } from "../../synthesis/app";
import { pieces, writePiecewise } from "../../synthesis/piecewise";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";

const printed = (value: object) => [...pieces(value, "")].join("");

describe("a document that is written in pieces", () => {
  it("is printed as in one piece, with sorted keys", () => {
    const document = {
      resource: {
        b: { two: () => ({ text: "line\nline", list: [{ z: 1, a: [] }], none: {} }) },
        a: { one: () => ({}) },
      },
      "//": { metadata: null, deep: { deeper: { deepest: { b: true, a: "ä" } } } },
      empty: {},
      list: [1, "2", { b: 1, a: 2 }],
    };
    expect(printed(document)).toBe(
      JSON.stringify(
        {
          "//": { deep: { deeper: { deepest: { a: "ä", b: true } } }, metadata: null },
          empty: {},
          list: [1, "2", { a: 2, b: 1 }],
          resource: { a: { one: {} }, b: { two: { list: [{ a: [], z: 1 }], none: {}, text: "line\nline" } } },
        },
        null,
        2,
      ),
    );
  });

  it("leaves out what turns out to be nothing, and puts last what is known last", () => {
    const made: string[] = [];
    const known = [...pieces({ b: { one: () => made.push("one") }, a: () => undefined }, "", { a: () => made })].join(
      "",
    );
    expect(known).toBe(JSON.stringify({ b: { one: 1 }, a: ["one"] }, null, 2));
    expect([...pieces({ a: () => undefined }, "")].join("")).toBe("{}");
  });

  function write(add: (stack: TerraformStack) => void, prepare: (stack: TerraformStack) => void) {
    const app = new App({ skipValidation: true, outdir: emptyFolder() });
    const stack = new TerraformStack(app, "spaces");
    add(stack);
    prepare(stack);
    app.synth();
    return { stack, text: readFileSync(join(app.outdir, "stacks", "spaces", "cdk.tf.json"), "utf8") };
  }

  const both = (add: (stack: TerraformStack) => void) =>
    [write(add, () => undefined), write(add, writePiecewise)] as const;

  it("holds what cdktf would write, and leaves the stack as it was", () => {
    const [theirs, ours] = both((stack) => {
      const variable = new TerraformVariable(stack, "name", { type: "string" });
      for (const spaceId of ["zoo", "ant"]) new KibanaSpace(stack, spaceId, { spaceId, name: variable.stringValue });
    });
    const filled = (text: string) => text.replaceAll(/([[{])\s+([\]}])/g, "$1$2");
    expect(filled(ours.text)).toBe(filled(theirs.text));
    expect(ours.stack.toTerraform()).toEqual(theirs.stack.toTerraform());
  });

  it("holds all that is not known yet, of whatever type, and where a resource came from", () => {
    const [theirs, ours] = both((stack) => {
      const list = new TerraformVariable(stack, "list", { type: "list(string)" });
      const number = new TerraformVariable(stack, "number", { type: "number" });
      const space = new KibanaSpace(stack, "zoo", {
        spaceId: Token.asString(list.value),
        name: `number ${number.numberValue}`,
        disabledFeatures: list.listValue,
      });
      space.addOverride("count", number.numberValue);
      space.addOverride("map", Token.asAnyMap(list.value));
      space.addOverride("deep", [{ deeper: [number.value] }]);
      new KibanaSpace(stack, "ant", { spaceId: "ant", name: "ant" }).importFrom("ant");
      const cat = new KibanaSpace(stack, "cat", { spaceId: "cat", name: "cat" });
      cat.moveFromId("elasticstack_kibana_space.tomcat");
    });
    expect(ours.text).toContain("${var.number}");
    expect(JSON.parse(ours.text)).toEqual(JSON.parse(theirs.text));
  });

  it.each<readonly [string, (stack: TerraformStack) => void]>([
    [
      "what the stack overrides in a resource, and adds to them",
      (stack) => {
        new KibanaSpace(stack, "zoo", { spaceId: "zoo", name: "zoo", disabledFeatures: ["ml"] });
        stack.addOverride("resource.elasticstack_kibana_space.zoo.lifecycle.prevent_destroy", true);
        stack.addOverride("resource.elasticstack_kibana_space.zoo.name", "Zoo");
        stack.addOverride("resource.elasticstack_kibana_space.other.name", "other");
      },
    ],
    [
      "a resource that has moved, at its new place alone",
      (stack) => {
        const old = new KibanaSpace(stack, "old", { spaceId: "zoo", name: "zoo" });
        new KibanaSpace(stack, "new", { spaceId: "zoo", name: "zoo" }).addMoveTarget("place");
        old.moveTo("place");
      },
    ],
    [
      "a resource that an aspect adds",
      (stack) => {
        Aspects.of(stack).add({
          visit(construct) {
            if (construct === stack && !stack.node.tryFindChild("late"))
              new KibanaSpace(stack, "late", { spaceId: "late", name: "late" });
          },
        });
      },
    ],
  ])("holds %s", (_, add) => {
    const [theirs, ours] = both(add);
    expect(JSON.parse(ours.text)).toEqual(JSON.parse(theirs.text));
  });

  it("leaves no half of a document behind", () => {
    const app = new App({ skipValidation: true, outdir: emptyFolder() });
    const stack = new TerraformStack(app, "spaces");
    let asked = 0;
    new KibanaSpace(stack, "zoo", {
      spaceId: "zoo",
      name: Lazy.stringValue({
        produce: () => {
          asked += 1;
          throw new Error("no name");
        },
      }),
    });
    stack.prepareStack = () => undefined;
    writePiecewise(stack);
    expect(() => app.synth()).toThrow("no name");
    expect(asked).toBe(1);
    expect(existsSync(join(app.outdir, "stacks", "spaces", "cdk.tf.json"))).toBe(false);
  });

  it("is the very document of this system, in each environment", () => {
    for (const environment of environments.values()) {
      const app = buildApp({ system, environment, outdir: emptyFolder() });
      app.synth();
      for (const stack of app.node.children.filter((child) => child instanceof TerraformStack)) {
        const text = readFileSync(join(app.outdir, "stacks", stack.node.id, "cdk.tf.json"), "utf8");
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(stack.toTerraform())));
      }
    }
  });
});
