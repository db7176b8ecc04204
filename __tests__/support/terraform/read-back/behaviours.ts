import type { ResourceBehaviour } from "./behaviour";
import * as aws from "./aws";
import * as elasticsearch from "./elasticsearch";
import * as grafana from "./grafana";
import * as alerting from "./grafana-alerting";
import { release } from "./helm";
import * as kibana from "./kibana";

/** How the real provider treats each type of resource that is in use. */
export const behaviours: Readonly<Record<string, ResourceBehaviour>> = {
  aws_iam_openid_connect_provider: aws.openIdProvider,
  aws_iam_policy: aws.iamPolicy,
  aws_iam_role: aws.iamRole,
  aws_iam_role_policy: aws.withPolicy,
  aws_kms_alias: aws.asWritten,
  aws_kms_key: aws.kmsKey,
  aws_s3_bucket: aws.bucket,
  aws_s3_bucket_lifecycle_configuration: aws.bucketLifecycle,
  aws_s3_bucket_ownership_controls: aws.asWritten,
  aws_s3_bucket_policy: aws.withPolicy,
  aws_s3_bucket_public_access_block: aws.publicAccessBlock,
  aws_s3_bucket_server_side_encryption_configuration: aws.asWritten,
  aws_s3_bucket_versioning: aws.asWritten,
  elasticstack_elasticsearch_component_template: elasticsearch.componentTemplate,
  elasticstack_elasticsearch_index_lifecycle: elasticsearch.indexLifecycle,
  elasticstack_elasticsearch_index_template: elasticsearch.indexTemplate,
  elasticstack_elasticsearch_ingest_pipeline: elasticsearch.ingestPipeline,
  elasticstack_elasticsearch_snapshot_lifecycle: elasticsearch.snapshotLifecycle,
  elasticstack_elasticsearch_snapshot_repository: elasticsearch.snapshotRepository,
  elasticstack_kibana_data_view: kibana.dataView,
  elasticstack_kibana_default_data_view: kibana.defaultDataView,
  elasticstack_kibana_import_saved_objects: kibana.importSavedObjects,
  elasticstack_kibana_security_role: kibana.securityRole,
  elasticstack_kibana_space: kibana.space,
  grafana_contact_point: alerting.contactPoint,
  grafana_dashboard: grafana.dashboard,
  grafana_folder: grafana.folder,
  grafana_folder_permission: grafana.folderPermission,
  grafana_mute_timing: alerting.muteTiming,
  grafana_notification_policy: alerting.notificationPolicy,
  grafana_rule_group: alerting.ruleGroup,
  grafana_team: grafana.team,
  helm_release: release,
};
