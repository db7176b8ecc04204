/** A process of its own that applies a folder as the delivery does. @param argv the path of Terraform, the folder */
import { stopped } from "../../../delivery/incomplete";
import { summaryOf } from "../../../delivery/summary";
import { terraformIn } from "../../../delivery/terraform";

const [binary = "", folder = ""] = process.argv.slice(2);

async function main(): Promise<void> {
  const terraform = terraformIn({ binary, folder, environment: "test", env: process.env });
  await terraform.init();
  await terraform.plan("tfplan");
  const { exitCode, messages } = await terraform.apply("tfplan", ({ type }) => {
    // Somebody reads along, to know when to interrupt.
    if (type === "provision_start") console.log("in the middle");
  });
  const summary = summaryOf(await terraform.show("tfplan"));
  const { failure, findings } = stopped({ where: "test", messages, summary, before: [], afterwards: [] });
  console.log(JSON.stringify({ exitCode, failure, findings }));
}

void main();
