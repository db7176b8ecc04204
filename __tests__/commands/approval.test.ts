/** `npm run approval`, as the job of the pipeline runs it before an apply can be let in. */
import { join } from "node:path";
import { afterEach, describe, expect, it } from "@jest/globals";
import type { Failure } from "../../findings/exit-codes";
import { exitCodes } from "../../findings/exit-codes";
import { run } from "../../engines/command";
import { githubWith, withRules } from "../support/delivery/github-environment";
import type { Double } from "../support/doctor/double";

const patience = 60_000;
const root = join(__dirname, "..", "..");

let github: Double | undefined;
afterEach(() => github?.stop());

const approval = (environment: string, variables: NodeJS.ProcessEnv) =>
  run(process.execPath, ["-r", "tsx/cjs", join("commands", "approval.ts"), "--environment", environment], {
    cwd: root,
    env: { PATH: process.env.PATH, ...variables },
  });

const asJob = (double: Double): NodeJS.ProcessEnv => ({
  GITHUB_API_URL: double.url,
  GITHUB_REPOSITORY: "example/monitoring",
  GITHUB_TOKEN: "hush",
});

const told = (failure: Failure) => ({ exitCode: exitCodes[failure], stdout: "" });

describe("npm run approval", () => {
  it(
    "lets production through, for GitHub asks somebody there",
    async () => {
      github = await githubWith();
      expect(await approval("production", asJob(github))).toEqual({
        exitCode: 0,
        stdout: "production: GitHub asks one of 2 reviewers.\n",
        stderr: "",
      });
    },
    patience,
  );

  it(
    "ends where GitHub would ask nobody, and says where to change that",
    async () => {
      github = await githubWith(withRules(() => undefined));
      const ended = await approval("production", asJob(github));
      expect(ended).toMatchObject(told("approval-not-asked"));
      expect(ended.stderr).toContain(
        "error  approval-not-asked  GitHub › Settings › Environments › production\n  it has no required reviewers.",
      );
      expect(ended.stderr).toMatch(/1 error\. Nothing may be applied\.\n$/);
      expect(ended.stderr).not.toMatch(/hush|^\s+at /m);
    },
    patience,
  );

  it(
    "ends where nothing says whom to ask: another CI has no use for it",
    async () => {
      github = await githubWith();
      for (const unset of ["GITHUB_TOKEN", "GITHUB_REPOSITORY"]) {
        const ended = await approval("production", { ...asJob(github), [unset]: "" });
        expect(ended).toMatchObject(told("credentials-missing"));
        expect(ended.stderr).toContain("another CI has a gate of its own: docs/delivery.md");
      }
      expect(github.asked).toEqual([]);
    },
    patience,
  );

  it(
    "asks nobody of staging, where nobody has to agree",
    async () => {
      const ended = await approval("staging", {});
      expect(ended).toEqual({ exitCode: 0, stdout: "staging: nobody has to agree.\n", stderr: "" });
    },
    patience,
  );

  it(
    "ends where there is no such environment",
    async () => {
      const ended = await approval("prod", {});
      expect(ended).toMatchObject(told("failed"));
      expect(ended.stderr).toContain('unknown-environment  environment\n  there is no environment "prod".');
    },
    patience,
  );
});
