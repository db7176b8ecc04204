/**
 * A process of its own that applies a folder as the delivery does, and writes what came of it beside it, for those to
 * whom it can say nothing any more. @param argv the path of Terraform, the folder
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { say } from "../../../commands/delivery/say";
import { run } from "../../../commands/run";
import { stopped } from "../../../delivery/incomplete";
import { summaryOf } from "../../../delivery/summary";
import { terraformIn } from "../../../delivery/terraform";

const [binary = "", folder = ""] = process.argv.slice(2);

async function apply(): Promise<number> {
  const terraform = terraformIn({ binary, folder, environment: "test", env: process.env });
  await terraform.init();
  await terraform.plan("tfplan");
  // Somebody reads along, to know when to interrupt.
  const { exitCode, messages } = await terraform.apply("tfplan", ({ text }) => {
    say(text);
  });
  const summary = summaryOf(await terraform.show("tfplan"));
  const { failure, findings } = stopped({ where: "test", messages, summary, before: [], afterwards: [] });
  writeFileSync(join(folder, "told.json"), JSON.stringify({ exitCode, failure, findings }));
  return exitCode;
}

void run(apply, { closing: "", verbose: true });
