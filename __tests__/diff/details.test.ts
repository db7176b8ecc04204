import { describe, expect, it } from "@jest/globals";
import { accessOf } from "../../diff/access";
import { changelogOf } from "../../diff/changelogs";
import { permissionChanges } from "../../diff/permissions";
import { queryChange } from "../../diff/query";
import { replacedFor } from "../../diff/replaced";
import { pairsOf } from "../../diff/resources";
import { isShorter } from "../../diff/retention";
import { differing } from "../../diff/tree";
import { changesBetween } from "../../diff/compare";
import { charts, providers } from "../../versions";
import { sideOf, withAttributes } from "../support/diff/side";

const policy = (statement: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::b/*", ...statement }],
  });

const changesOf = (before: object, after: object) =>
  permissionChanges({
    address: "aws_iam_role_policy.reader",
    stack: "platform",
    type: "aws_iam_role_policy",
    name: "reader",
    before: { policy: policy(before) },
    after: { policy: policy(after) },
  }).changes;

const flagsBetween = (before: object, after: object) => changesOf(before, after).map(({ flags = [] }) => flags);

describe("permissions", () => {
  it.each([
    ["another action", { Action: ["s3:GetObject", "s3:PutObject"] }, ["widened"]],
    ["all actions of a kind", { Action: ["s3:Get*"] }, ["widened", "wildcard"]],
    ["everything", { Resource: "*" }, ["widened", "wildcard"]],
    ["another principal", { Principal: { AWS: "arn:aws:iam::1:root" } }, ["widened"]],
  ])("are widened by %s", (_, after, flags) => {
    expect(flagsBetween({}, after)).toEqual([flags]);
  });

  it("are widened where a condition falls away, and not where one is added", () => {
    const condition = { Condition: { StringEquals: { "aws:SourceAccount": "1" } } };
    expect(flagsBetween(condition, {})).toEqual([["widened"]]);
    expect(flagsBetween({}, condition)).toEqual([[]]);
  });

  it("are not widened by what a wildcard allowed before", () => {
    expect(flagsBetween({ Action: ["s3:*"] }, { Action: ["s3:PutObject"] })).toEqual([[]]);
  });

  it("are widened where what was forbidden is not any more", () => {
    expect(flagsBetween({ Effect: "Deny" }, { Effect: "Deny", Action: ["s3:Other"] })).toEqual([["widened"]]);
  });

  it("are widened by any text where it was one letter", () => {
    expect(flagsBetween({ Action: ["s3:Ge?"] }, { Action: ["s3:Ge*"] })).toEqual([["widened", "wildcard"]]);
  });

  it("are the same in capitals and in small letters, and told as they are written", () => {
    expect(changesOf({}, { Action: ["S3:GETOBJECT"] })).toEqual([]);
    const [change] = changesOf({}, { Action: ["s3:GetObject", "s3:PutObject"] });
    expect(change?.lines).toEqual(["+may s3:PutObject on arn:aws:s3:::b/*"]);
  });

  it("to do the same with several things are one line", () => {
    const [change] = changesOf({}, { Resource: ["arn:aws:s3:::b/*", "arn:aws:s3:::c/*", "arn:aws:s3:::d/*"] });
    expect(change?.lines).toEqual(["+may s3:GetObject on arn:aws:s3:::c/*, arn:aws:s3:::d/*"]);
  });

  it("are widened by a policy of somebody else's that a role gets besides", () => {
    const attached = {
      ...{ address: "aws_iam_role_policy_attachment.a", stack: "platform", name: "a" },
      ...{
        type: "aws_iam_role_policy_attachment",
        after: { policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      },
    };
    expect(permissionChanges(attached).changes).toMatchObject([
      { kind: "added", after: "arn:aws:iam::aws:policy/AdministratorAccess", flags: ["widened"] },
    ]);
  });

  it("are the same whatever the order of actions and keys", () => {
    expect(flagsBetween({ Action: ["s3:a", "s3:b"] }, { Action: ["s3:B", "s3:A"] })).toEqual([]);
  });
});

describe("access that is no policy", () => {
  it.each([
    ["grafana_folder_permission", "permissions[0].permission", "View", "Edit", true],
    ["grafana_folder_permission", "permissions[0].permission", "Admin", "Edit", false],
    ["grafana_folder_permission", "permissions[1].role", undefined, "Viewer", true],
    ["elasticstack_kibana_security_role", "elasticsearch.cluster[1]", undefined, "all", true],
    ["elasticstack_kibana_security_role", "elasticsearch.cluster[1]", "all", undefined, false],
    ["aws_iam_role", "permissions_boundary", "arn", undefined, true],
    ["aws_iam_role", "permissions_boundary", undefined, "arn", false],
    ["aws_iam_role", "max_session_duration", "3600", "7200", false],
    ["aws_s3_bucket_public_access_block", "block_public_acls", "true", "false", true],
  ])("%s: %s from %s to %s", (type, what, before, after, widened) => {
    const change = { what, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
    expect(accessOf[type]?.(change)).toBe(widened);
  });
});

describe("queries", () => {
  it("are the same with labels in another order, brackets and line feeds", () => {
    expect(
      queryChange({ subject: "q" }, 'sum by (a, b) (x{c="1",d="2"})', '(sum by (b,a)\n(x{d="2", c="1"}))'),
    ).toEqual([]);
  });

  it("are another one with another operator, and the lines say where", () => {
    const [change] = queryChange({ subject: "q" }, "a / b", "a * b");
    expect(change?.lines).toEqual(["-a / b", "+a * b"]);
  });
});

describe("trees", () => {
  it("tell an item that went, and not that all behind it moved", () => {
    expect(differing([1, 2, 3, 4], [1, 3, 4])).toEqual([{ path: "[1]", before: 2 }]);
  });

  it("look into JSON and YAML, whatever its form", () => {
    expect(differing({ a: '{"x": 1, "y": [2]}' }, { a: '{\n"y":[3],"x":1}' })).toEqual([
      { path: "a.y[0]", before: 2, after: 3 },
    ]);
    expect(differing("a: 1\nb: 2\n", "b:   2\na: 1\n")).toEqual([]);
  });
});

describe("what is not known here", () => {
  it("is told by its address and attribute: nothing is swallowed", () => {
    const base = sideOf();
    const changed = withAttributes(base, (address, attribute, value) =>
      address === "helm_release.kps" && attribute === "timeout" ? 901 : value,
    );
    expect(changesBetween(base, changed)).toEqual([
      { section: "other", kind: "changed", subject: "helm_release.kps", what: "timeout", before: "900", after: "901" },
    ]);
  });

  it("has nothing of this repository's: each type in use says what it is replaced for, each version has its page", () => {
    const types = new Set(pairsOf([], sideOf().documents).map(({ type }) => type));
    expect([...types].filter((type) => !(type in replacedFor))).toEqual([]);
    const named = [
      ...Object.values(charts).map(({ name }) => name),
      ...Object.keys(providers).map((name) => `provider ${name}`),
    ];
    expect(named.filter((name) => changelogOf(name, "1.0.0") === undefined)).toEqual([]);
  });
});

describe("retention", () => {
  it.each([
    ["30d", "14d", true],
    ["14d", "30d", false],
    ["80GiB", "70GiB", true],
    ["36h", "2d", false],
    [undefined, 5, true],
    [5, undefined, false],
  ])("from %s to %s", (before, after, shorter) => {
    expect(isShorter(before, after)).toBe(shorter);
  });
});
