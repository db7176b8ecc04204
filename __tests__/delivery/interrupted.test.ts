import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { terraformIn } from "../../delivery/terraform";
import { emptyFolder } from "../support/folder";

/** A program in the place of Terraform that says a line, and ends well whatever it hears. */
function deaf() {
  const folder = emptyFolder("deaf");
  const binary = join(folder, "terraform");
  writeFileSync(binary, "#!/bin/sh\ntrap '' INT\necho '{\"type\":\"apply_start\"}'\nsleep 0.2\n", { mode: 0o755 });
  return terraformIn({ binary, folder, environment: "test", env: process.env });
}

const summariesOf = (messages: readonly { readonly diagnostic?: { readonly summary: string } }[]) =>
  messages.flatMap(({ diagnostic }) => diagnostic?.summary ?? []);

describe("Terraform that ends what it had to do although it was interrupted", () => {
  it("has been halted all the same: what comes next is not begun", async () => {
    const { exitCode, messages } = await deaf().apply("plan", () => process.emit("SIGINT"));
    expect([exitCode, summariesOf(messages)]).toEqual([1, ["execution halted"]]);
  });

  it("and that nobody interrupts, has done it; nothing listens afterwards", async () => {
    const before = process.listenerCount("SIGINT");
    const { exitCode, messages } = await deaf().apply("plan");
    expect([exitCode, summariesOf(messages), process.listenerCount("SIGINT")]).toEqual([0, [], before]);
  });
});
