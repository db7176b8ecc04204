import { join } from "node:path";
import { run } from "./command";
import type { Environment } from "./cache";
import type { Packages } from "./pin";

/**
 * Installs Debian's packages. Their services are neither started nor left to start at boot: whoever needs a server runs
 * its own, on loopback, for as long as it lasts.
 * @returns what a person has to do if it could not be done; nothing if it is done
 */
export async function installPackages(
  { packages, service }: Packages,
  say: (doing: string) => void,
  environment: Environment,
): Promise<string | undefined> {
  const command = `apt-get install --no-install-recommends ${packages.join(" ")}`;
  const withoutService = service ? `, without keeping its service: update-rc.d ${service} disable` : "";
  const byHand = `As root: ${command} (Debian 12)${withoutService}`;
  if (process.getuid?.() !== 0) return byHand;

  say(`installing: ${command}${service ? `; its service ${service} is neither started nor enabled` : ""}`);
  const place = { cwd: "/", env: { ...environment, DEBIAN_FRONTEND: "noninteractive" } };
  const { exitCode, stdout, stderr } = await run(
    "sh",
    [join(__dirname, "packages.sh"), service ?? "", ...packages],
    place,
  );
  if (exitCode === 0) return undefined;
  const said = (stdout + stderr).trimEnd().split("\n").slice(-5);
  return [byHand, ...said.map((line) => `  apt-get said  ${line}`)].join("\n");
}
