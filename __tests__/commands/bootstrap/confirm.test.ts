import { PassThrough } from "node:stream";
import { describe, expect, it } from "@jest/globals";
import { confirmedBy } from "../../../commands/bootstrap/confirm";

/** @param typed by whoever sits there; nobody does if it is absent */
async function answered(typed: string | undefined, yes = false) {
  const isTTY = typed !== undefined;
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stdout = Object.assign(new PassThrough(), { isTTY });
  const terminal = { stdin, stdout } as unknown as Parameters<typeof confirmedBy>[0];
  const answer = confirmedBy(terminal, { yes })("Plan: 23 to add.\n", "staging");
  if (typed !== undefined) stdin.write(`${typed}\n`);
  return { answer: await answer, shown: String(stdout.read()) };
}

describe("the consent to a bootstrap", () => {
  it("is the name of the environment, typed below the plan", async () => {
    const { answer, shown } = await answered("staging");
    expect(answer).toBe("yes");
    expect(shown).toMatch(/^Plan: 23 to add\.\n.*staging: /);
  });

  it.each(["production", "y", ""])("is not %p", async (typed) => {
    expect((await answered(typed)).answer).toBe("no");
  });

  it("can be given beforehand; the plan is shown all the same", async () => {
    expect(await answered(undefined, true)).toEqual({ answer: "yes", shown: "Plan: 23 to add.\n" });
  });

  it("is not waited for where nobody sits", async () => {
    expect((await answered(undefined)).answer).toBe("nobody");
  });
});
