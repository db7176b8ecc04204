/** Mistakes that no check looks for, and files that cannot be written: findings, too, and no stack of cdktf's. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { environments } from "../../environments";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import type { HttpService } from "../../model/http-service";
import type { System } from "../../model/system";
import { readOptions } from "../../synthesis/options";
import { synthesize } from "../../synthesis/synthesize";
import { system } from "../../system";
import { shopApi } from "../../system/shop";
import { emptyFolder } from "../support/folder";

const options = (...args: string[]) => readOptions(args, {}, "local");

function withNotifications(notifications: Partial<Environment["notifications"]>): Environment {
  return { ...local, notifications: { ...local.notifications, ...notifications } };
}

function sunday(name: string): Environment["notifications"]["maintenance"][number] {
  return { name, weekdays: ["sunday"], from: "02:00", to: "04:00", location: "UTC" };
}

describe("what no check foresaw", () => {
  const tried = (described: System, environment = local, ...args: string[]) =>
    synthesize({
      system: described,
      environments: new Map([[environment.name, environment]]),
      options: options(...args),
      outdir: emptyFolder(),
    });
  // What the compiler refuses, and `tsx` runs.
  const misspelt = { ...system, services: [undefined as unknown as HttpService, ...system.services] };

  it("is a finding with the place where it came about, and no stack", () => {
    const { findings, report, exitCode } = tried(misspelt);
    expect(exitCode).toBe(1);
    expect(findings.map(({ id }) => id)).toEqual(["not-built"]);
    expect(findings[0]?.fix).toContain("npm run typecheck");
    expect(findings[0]?.where).toMatch(/^(model|environments|alerts|stacks)\/[\w/-]+\.ts:\d+$/);
    expect(findings[0]?.what).toMatch(/undefined/);
    expect(report).not.toMatch(/^\s+at /m);
    expect(report).toMatch(/1 error\. Nothing was written; .* is as it was\.$/);
  });

  it("is told with its stack where that is asked for", () => {
    expect(tried(misspelt, local, "--verbose").report).toMatch(/^\s+at /m);
  });

  it.each([
    [
      "two maintenance windows of one name",
      "duplicate-name",
      system,
      withNotifications({ maintenance: [sunday("night"), sunday("night")] }),
    ],
    [
      "two services of which one name is no name, and the other would be the same in the state",
      "name-not-plain",
      { ...system, services: [...system.services, { ...shopApi, name: "shop.api" }] },
      local,
    ],
  ])("is not told beside the reason that was found: %s", (_, id, described, environment) => {
    const { findings, exitCode } = tried(described, environment);
    expect(exitCode).toBe(1);
    expect(findings.map((finding) => finding.id)).toContain(id);
    expect(findings.map((finding) => finding.id)).not.toContain("not-built");
  });

  it("is told beside what others had found before", () => {
    const [, ...others] = shopApi.routes;
    const routes: HttpService["routes"] = [{ path: "/api/search?q=", methods: ["GET"] }, ...others];
    const { notifications: forgotten, ...rest } = local;
    expect(forgotten).toBeDefined();
    const { findings } = tried(
      { ...system, services: [{ ...shopApi, routes }, ...system.services.slice(1)] },
      rest as unknown as Environment,
    );
    expect(findings.map(({ id }) => id)).toContain("route-has-query");
  });

  it("is not taken for the output's where another file cannot be read", () => {
    const unreadable = () => {
      readFileSync(join(emptyFolder(), "nowhere"));
      throw new Error("it is there");
    };
    const outcome = synthesize({ system, environments, options: options(), outdir: emptyFolder() }, unreadable);
    expect(outcome.findings.map(({ id }) => id)).toEqual(["not-built"]);
  });

  it("is told of a folder in which nobody may write", () => {
    const file = join(emptyFolder(), "file");
    writeFileSync(file, "");
    const { findings, report, exitCode } = synthesize({
      system,
      environments,
      options: options(),
      outdir: join(file, "cdktf.out"),
    });
    expect([exitCode, findings.map(({ id }) => id)]).toEqual([1, ["output-not-written"]]);
    expect(report).not.toMatch(/^\s+at /m);
  });
});
