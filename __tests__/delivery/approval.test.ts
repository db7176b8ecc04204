/** Against a double of GitHub's REST API: what it answers is taken from its documentation, version 2022-11-28. */
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { reviewersOf } from "../../delivery/approval";
import { exitCodes } from "../../findings/exit-codes";
import { Failed } from "../../findings/failed";
import { branchPolicies, githubWith, protectedEnvironment, withRules } from "../support/delivery/github-environment";
import type { Double } from "../support/doctor/double";

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const stop of stops.splice(0)) await stop();
});

const asking = (api: string, environment = "production") =>
  reviewersOf({ api, repository: "example/monitoring", token: "hush" }, environment);

const kept = (double: Double): Double => {
  stops.push(() => double.stop());
  return double;
};

const refused = async (asked: Promise<unknown>): Promise<Failed> => {
  const failure = await asked.catch((thrown: unknown) => thrown);
  if (!(failure instanceof Failed)) throw new Error("somebody would be asked");
  return failure;
};

const withoutRule = withRules((type) => (type === "required_reviewers" ? undefined : {}));
const withReviewers = (change: object) => withRules((type) => (type === "required_reviewers" ? change : {}));
const withPolicy = (deployment_branch_policy: object | null) => ({ ...protectedEnvironment, deployment_branch_policy });

describe("an environment where somebody has to agree", () => {
  it("is let through if GitHub asks somebody else, of a job of the main branch", async () => {
    const { url, asked } = kept(await githubWith());
    expect(await asking(url)).toBe(2);
    const environment = "GET /repos/example/monitoring/environments/production";
    expect(asked).toEqual([environment, `${environment}/deployment-branch-policies`]);
  });

  it.each([
    ["there are no reviewers", withoutRule, "it has no required reviewers."],
    ["there are no rules at all", withRules(() => undefined), "it has no required reviewers."],
    ["the last of them is gone", withReviewers({ reviewers: [] }), "it has no required reviewers."],
    [
      "they may be oneself",
      withReviewers({ prevent_self_review: false }),
      "whoever starts a deployment may approve it.",
    ],
    ["every branch may deploy", withPolicy(null), "it lets in every branch, and not main alone."],
    [
      "the branches are said elsewhere",
      withPolicy({ protected_branches: true, custom_branch_policies: false }),
      "it lets in every protected branch, and not main alone.",
    ],
  ])("is refused where %s", async (_, environment, what) => {
    const { failure, exitCode, findings } = await refused(asking(kept(await githubWith(environment)).url));
    expect({ failure, exitCode }).toEqual({ failure: "approval-not-asked", exitCode: exitCodes["approval-not-asked"] });
    expect(findings.map((finding) => finding.what)).toEqual([what]);
  });

  it.each([
    ["no branch", branchPolicies()],
    ["main, release/*", branchPolicies("main", "release/*")],
    ["*", branchPolicies("*")],
    ["the tag main", { branch_policies: [{ id: 361471, name: "main", type: "tag" }] }],
  ])("is refused where others than main are named: %s", async (whom, policies) => {
    const { url } = kept(await githubWith(protectedEnvironment, policies));
    expect((await refused(asking(url))).message).toBe(`it lets in ${whom}, and not main alone.`);
  });

  it("is told of all at once", async () => {
    const open = { ...withoutRule, deployment_branch_policy: null };
    const { findings } = await refused(asking(kept(await githubWith(open)).url));
    expect(findings.map(({ what }) => what)).toEqual([
      "it has no required reviewers.",
      "it lets in every branch, and not main alone.",
    ]);
  });

  it("is refused where GitHub does not know it: then it would make one that is open", async () => {
    const { failure, message } = await refused(asking(kept(await githubWith()).url, "elsewhere"));
    expect([failure, message]).toEqual([
      "approval-not-asked",
      "it answered 404 to GET environments/elsewhere: Not Found",
    ]);
  });
});

describe("an answer that is none", () => {
  const answering = async (status: number, body: unknown) => {
    const double = kept(await githubWith(protectedEnvironment, branchPolicies("main"), () => ({ status, body })));
    return refused(asking(double.url));
  };

  it.each([
    [401, { message: "Bad credentials" }, "credentials-refused", "environments/production: Bad credentials"],
    [
      403,
      { message: "Resource not accessible by integration" },
      "credentials-refused",
      "not accessible by integration",
    ],
    [500, "", "api-unreachable", "it answered 500 to GET environments/production: without a message."],
    [502, "<html>Bad Gateway</html>", "api-unreachable", "without a message."],
    [200, "<html>Sign in</html>", "api-unreachable", "it answered 200 with something that is no JSON."],
    [200, {}, "api-unreachable", "it answered with something that is no environment."],
    [200, "null", "api-unreachable", "it answered with something that is no environment."],
  ])("lets nothing through, and is told: %i %j", async (status, body, failure, what) => {
    const told = await answering(status, body);
    expect(told.failure).toBe(failure);
    expect(told.message).toContain(what);
    expect(told.message).not.toMatch(/html|hush/);
  });

  it("lets nothing through where the branches are not told", async () => {
    const untold = await githubWith(protectedEnvironment, branchPolicies("main"), ({ path }) =>
      path.endsWith("-policies")
        ? { status: 403, body: { message: "Resource not accessible by integration" } }
        : undefined,
    );
    expect((await refused(asking(kept(untold).url))).failure).toBe("credentials-refused");
  });

  it("lets nothing through where GitHub hangs up, in the middle of what it says too", async () => {
    for (const said of ["", '{"name": "produ']) {
      const server: Server = createServer((_, response) => {
        if (said !== "") response.writeHead(200, { "content-length": 1000 }).write(said);
        setTimeout(() => response.destroy(), 20);
      });
      await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
      stops.push(() => void server.close());
      const told = await refused(asking(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
      expect([told.failure, told.message]).toEqual(["api-unreachable", expect.stringMatching(/^no answer/)]);
    }
  });

  it("lets nothing through where GitHub never says anything", async () => {
    const silent = await githubWith(protectedEnvironment, branchPolicies("main"), () => "nothing");
    jest.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.timeout(50));
    const told = await refused(asking(kept(silent).url));
    expect([told.failure, told.message]).toEqual(["api-unreachable", expect.stringContaining("timeout")]);
  });
});
