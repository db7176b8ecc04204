import type { Double, Teller } from "../doctor/double";
import { startDouble, telling } from "../doctor/double";

/**
 * What GitHub's documentation shows of an environment (REST, version 2022-11-28), as docs/delivery.md has it set up.
 */
export const protectedEnvironment = {
  id: 161088068,
  node_id: "MDExOkVudmlyb25tZW50MTYxMDg4MDY4",
  name: "production",
  url: "https://api.github.com/repos/example/monitoring/environments/production",
  html_url: "https://github.com/example/monitoring/deployments/activity_log?environments_filter=production",
  created_at: "2020-11-23T22:00:40Z",
  updated_at: "2020-11-23T22:00:40Z",
  protection_rules: [
    { id: 3736, node_id: "MDQ6R2F0ZTM3MzY=", type: "wait_timer", wait_timer: 30 },
    {
      id: 3755,
      node_id: "MDQ6R2F0ZTM3NTU=",
      prevent_self_review: true,
      type: "required_reviewers",
      reviewers: [
        { type: "User", reviewer: { login: "octocat", id: 1, node_id: "MDQ6VXNlcjE=", type: "User" } },
        { type: "Team", reviewer: { id: 1, node_id: "MDQ6VGVhbTE=", name: "Justice League", slug: "justice-league" } },
      ],
    },
    { id: 3756, node_id: "MDQ6R2F0ZTM3NTY=", type: "branch_policy" },
  ],
  deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
};

/** The same, changed in some of its rules. @param change undefined takes a rule out */
export const withRules = (change: (type: string) => object | undefined) => ({
  ...protectedEnvironment,
  protection_rules: protectedEnvironment.protection_rules.flatMap((rule) => {
    const changed = change(rule.type);
    return changed ? [{ ...rule, ...changed }] : [];
  }),
});

/** What may deploy there, by name. */
export const branchPolicies = (...names: readonly string[]) => ({
  total_count: names.length,
  branch_policies: names.map((name, at) => ({ id: 361471 + at, node_id: "MDE2OkdhdGVCcmFuY2hQb2xpY3kz", name })),
});

/** GitHub, with this environment. @param before whoever answers in its place */
export const githubWith = (
  environment: object = protectedEnvironment,
  policies: object = branchPolicies("main"),
  ...before: readonly Teller[]
): Promise<Double> =>
  startDouble([
    ...before,
    telling({
      "GET /repos/example/monitoring/environments/production": environment,
      "GET /repos/example/monitoring/environments/production/deployment-branch-policies": policies,
    }),
    () => ({ status: 404, body: { message: "Not Found", documentation_url: "https://docs.github.com/rest" } }),
  ]);
