import { describe, expect, it } from "@jest/globals";
import { elasticsearchUserNames, rolesOf } from "../../logs/roles";
import { plain } from "../support/plain-text";

const roles = rolesOf("production");
const privilegesOf = (user: keyof typeof roles) => roles[user].indices.flatMap(({ privileges }) => privileges);

describe("the users of Elasticsearch", () => {
  it("may do this", () => {
    const may = elasticsearchUserNames.flatMap((user) => {
      const { cluster, indices, applications = [] } = roles[user];
      return [
        `${user} | the cluster | ${cluster.join(", ")}`,
        ...indices.map(({ names, privileges }) => `${user} | ${names.join(", ")} | ${privileges.join(", ")}`),
        ...applications.map(({ application, privileges }) => `${user} | ${application} | ${privileges.join(", ")}`),
      ];
    });
    expect(plain(may.join("\n"))).toMatchInlineSnapshot(`
     terraform | the cluster | monitor, manage_ilm, manage_index_templates, manage_ingest_pipelines, manage_security, manage_slm, cluster:admin/repository/*, cluster:admin/snapshot/*
     terraform | logs-*-production | manage
     terraform | kibana-.kibana | all
     logstash | the cluster | monitor
     logstash | logs-*-production | auto_configure, create_doc
     exporter | the cluster | monitor, read_ilm, read_slm
     exporter | * | monitor, view_index_metadata
     grafana | the cluster | monitor
     grafana | logs-*-production | read, view_index_metadata
    `);
  });

  it("reach no lines but those of their environment", () => {
    for (const user of elasticsearchUserNames.filter((name) => name !== "exporter"))
      expect(roles[user].indices.map(({ names }) => names)).toEqual([["logs-*-production"]]);
  });

  it("read no line, but for Grafana's and who may delete it anyhow", () => {
    const readers = elasticsearchUserNames.filter((user) => privilegesOf(user).includes("read"));
    expect(readers).toEqual(["grafana"]);
  });

  it("change nothing in the cluster, but for Terraform's", () => {
    const changes = /^(manage|cluster:admin)/;
    const changing = elasticsearchUserNames.filter((user) => roles[user].cluster.some((name) => changes.test(name)));
    expect(changing).toEqual(["terraform"]);
  });

  it("let Logstash add lines, and neither read nor replace nor delete one", () => {
    expect(privilegesOf("logstash")).toEqual(["auto_configure", "create_doc"]);
  });

  it("let Terraform do what the policies that it writes will do later: those run as whoever wrote them last", () => {
    expect(privilegesOf("terraform")).toEqual(["manage"]);
    expect(roles.terraform.cluster).toEqual(expect.arrayContaining(["manage_slm", "cluster:admin/snapshot/*"]));
  });
});
