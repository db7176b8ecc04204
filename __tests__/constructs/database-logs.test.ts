import { describe, expect, it } from "@jest/globals";
import { TerraformStack, Testing } from "cdktf";
import { DatabaseLogs } from "../../constructs/database-logs";
import { local } from "../../environments/local";
import { staging } from "../../environments/staging";
import type { Environment } from "../../environments/environment";
import type { PolicyDocument } from "../../exporters/iam-policy";
import { shopDatabase } from "../../system/shop";
import { asTerraformReads, readStack, valuesOf } from "../support/synthesized";
import { testApp } from "../support/test-app";
import { resourceIn } from "../support/use-slices";

function synthesize(environment: Environment) {
  const stack = new TerraformStack(testApp(), "monitoring");
  const logs = new DatabaseLogs(stack, "logs", { database: shopDatabase, environment });
  return { logs, stack: readStack(Testing.synth(stack)) };
}

const withHost = (host: string): Environment => {
  const [access] = Object.values(staging.databases);
  if (!access) throw new Error("staging has no database");
  return { ...staging, databases: { "shop-db": { ...access, host } } };
};

const { stack, logs } = synthesize(staging);
const name = "log-shop-db-cloudwatch";
const release = resourceIn(stack, "helm_release", name);
const { objects } = valuesOf(release) as { objects: { kind: string; spec?: Record<string, unknown> }[] };
const ofKind = (kind: string) => objects.find((object) => object.kind === kind);

describe("the logs of a database", () => {
  it("are read with a role that may read the one log group, and nothing else in AWS", () => {
    const { Statement } = JSON.parse(resourceIn(stack, "aws_iam_role_policy", name).policy as string) as PolicyDocument;
    expect(Statement).toEqual([
      {
        Action: ["logs:FilterLogEvents"],
        Effect: "Allow",
        Resource: "arn:aws:logs:eu-central-1:111111111111:log-group:/aws/rds/instance/shop-db/postgresql:*",
      },
    ]);
  });

  it("are read by pods of a service account of their own, which takes that role", () => {
    expect(ofKind("ServiceAccount")).toEqual({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: {
        name,
        namespace: "monitoring",
        annotations: {
          "eks.amazonaws.com/role-arn": `arn:aws:iam::111111111111:role/monitoring/shop-staging/shop-staging-${name}`,
        },
      },
    });
    expect(release.depends_on).toEqual([`aws_iam_role.${name}`, `aws_iam_role_policy.${name}`]);
  });

  it("are read by one pod at a time, which remembers how far it came wherever it is started anew", () => {
    expect(ofKind("Beat")?.spec).toMatchObject({
      type: "filebeat",
      version: "9.5.0",
      deployment: {
        replicas: 1,
        strategy: { type: "Recreate" },
        podTemplate: {
          spec: {
            serviceAccountName: name,
            volumes: [
              { name: "logstash-authority", secret: { secretName: "logs-ls-http-certs-public" } },
              { name: "beat-data", persistentVolumeClaim: { claimName: name } },
            ],
          },
        },
      },
    });
    expect(ofKind("PersistentVolumeClaim")?.spec).toMatchObject({ resources: { requests: { storage: "1Gi" } } });
  });

  it("are the database's, and come from the group of its instance", () => {
    expect(ofKind("Beat")?.spec?.config).toMatchObject({
      "filebeat.inputs": [
        {
          log_group_name: "/aws/rds/instance/shop-db/postgresql",
          region_name: "eu-central-1",
          processors: [{ add_fields: { target: "service", fields: { name: "shop-db" } } }, {}],
        },
      ],
    });
  });

  it("consist of all that they cannot do without", () => {
    expect(logs.collects()).toEqual(["shop-db"]);
    expect(logs.parts().map((part) => part.friendlyUniqueId)).toEqual([name, name, name, `${name}-network`]);
  });

  it("are not to be found by an alias", () => {
    expect(logs.findings()).toEqual([]);
    expect(synthesize(withHost("shop-db.example.internal:5432")).logs.findings()).toMatchObject([
      { id: "log-group-unknown", where: "monitoring/logs.host" },
    ]);
    // That nothing says how it is reached is told of the environment.
    expect(synthesize({ ...staging, databases: {} }).logs.findings()).toEqual([]);
  });

  it("are none without AWS", () => {
    expect(() => synthesize(local)).toThrow('The environment "local" has no AWS');
  });

  it("come from a group as it is called, whatever Terraform would make of its name", () => {
    const { stack: odd } = synthesize(withHost("${a}%{b}{{c}}:5432"));
    expect(valuesOf(resourceIn(odd, "helm_release", name))).toMatchObject({
      objects: [
        {},
        {},
        {
          spec: { config: { "filebeat.inputs": [{ log_group_name: "/aws/rds/instance/$${a}%{b}{{c}}/postgresql" }] } },
        },
      ],
    });
    expect(asTerraformReads("$${a}")).toBe("${a}");
  });
});
