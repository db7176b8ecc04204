import type { Change } from "./change";
import { heldIn, leafText } from "./tree";
import type { Block, Paired } from "./resources";

/**
 * Paths of the attributes for which the provider makes a resource anew, and destroys the old one, by the type of the
 * resource, as `terraform plan` would say. Their schemas do not tell; the sources do, by `ForceNew`, `RequiresReplace`
 * and `CustomizeDiff`: grafana/terraform-provider-grafana internal/resources/grafana/resource_*.go,
 * hashicorp/terraform-provider-helm helm/resource_helm_release.go, elastic/terraform-provider-elasticstack
 * internal/{elasticsearch,kibana} schema.go, hashicorp/terraform-provider-aws internal/service/{iam,kms,s3}/*.go.
 */
export const replacedFor: Readonly<Record<string, readonly string[]>> = {
  aws_iam_role: ["name"],
  aws_iam_role_policy: ["name", "role"],
  aws_iam_policy: ["name", "description"],
  aws_iam_role_policy_attachment: ["role", "policy_arn"],
  aws_iam_openid_connect_provider: ["url"],
  aws_kms_alias: ["name"],
  aws_kms_key: ["customer_master_key_spec", "key_usage", "multi_region"],
  aws_s3_bucket: ["bucket"],
  aws_s3_bucket_lifecycle_configuration: ["bucket"],
  aws_s3_bucket_ownership_controls: ["bucket"],
  aws_s3_bucket_policy: ["bucket"],
  aws_s3_bucket_public_access_block: ["bucket"],
  aws_s3_bucket_server_side_encryption_configuration: ["bucket"],
  aws_s3_bucket_versioning: ["bucket"],
  elasticstack_elasticsearch_component_template: ["name"],
  elasticstack_elasticsearch_index_lifecycle: ["name"],
  elasticstack_elasticsearch_index_template: ["name"],
  elasticstack_elasticsearch_ingest_pipeline: ["name"],
  elasticstack_elasticsearch_snapshot_lifecycle: ["name"],
  elasticstack_elasticsearch_snapshot_repository: ["name"],
  elasticstack_kibana_data_view: ["space_id", "data_view.id"],
  elasticstack_kibana_default_data_view: ["space_id"],
  elasticstack_kibana_import_saved_objects: [],
  elasticstack_kibana_security_role: ["name"],
  elasticstack_kibana_space: ["space_id"],
  grafana_contact_point: ["name"],
  grafana_dashboard: ["config_json.uid"],
  grafana_folder: ["uid", "parent_folder_uid"],
  grafana_folder_permission: ["folder_uid"],
  grafana_mute_timing: ["name"],
  grafana_notification_policy: [],
  grafana_rule_group: ["name", "folder_uid"],
  grafana_team: [],
  helm_release: ["name", "namespace"],
};

/** Changes for which the provider destroys a resource to make it anew. */
export const replacedBy = ({ type, address, before, after, of }: Paired): Change[] =>
  (before && after ? (replacedFor[type] ?? []) : []).flatMap((path): Change[] => {
    const [old, now] = [at(before, path), at(after, path)];
    if (old === now) return [];
    return [
      {
        section: "resources",
        kind: "changed",
        subject: address,
        what: path,
        ...(old !== undefined && { before: old }),
        ...(now !== undefined && { after: now }),
        flags: ["replaced"],
        detail: "It is destroyed and made anew.",
        ...(of && { of: of.name }),
      },
    ];
  });

function at(block: Block | undefined, path: string): string | undefined {
  let value: unknown = block;
  for (const key of path.split(".")) {
    const tree = typeof value === "string" ? heldIn(value) : value;
    value = (tree as Block | undefined)?.[key];
  }
  return leafText(value);
}
