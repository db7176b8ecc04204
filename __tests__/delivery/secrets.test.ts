import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { freePorts, loopback } from "../../engines/run/process";
import { startDouble } from "../support/doctor/double";

/** What is told of a secret that is asked for there; in a process of its own, for Jest loads no SDK late. */
async function toldOf(url: string): Promise<string> {
  const script = `require("./delivery/secrets").secretsManager("eu-central-1", (name) => name, { milliseconds: 100 })
    .read("grafana_auth").catch(({ findings }) => console.log(findings.map(({ id }) => id).join()))`;
  const env = { ...process.env, AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  const run = promisify(execFile)(process.execPath, ["-r", "tsx/cjs", "-e", script], {
    ...{ env, cwd: join(__dirname, "..", "..") },
  });
  return (await run).stdout.trim();
}

describe("Secrets Manager", () => {
  it("that keeps silent is not waited for for ever", async () => {
    const silent = await startDouble([() => "nothing"]);
    expect(await toldOf(silent.url).finally(() => silent.stop())).toBe("api-unreachable");
    expect(silent.asked.length).toBeGreaterThan(0);
  }, 20_000);

  it("that is not there is told as what cannot be reached", async () => {
    const [port = 0] = await freePorts(1);
    expect(await toldOf(`http://${loopback}:${port}`)).toBe("api-unreachable");
  }, 20_000);
});
