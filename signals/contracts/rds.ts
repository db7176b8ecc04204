import { gauge } from "../../promql/metric";
import { labels } from "./cloudwatch-labels";

const ofInstance = [...labels, "dimension_DBInstanceIdentifier"] as const;

/** What the CloudWatch exporter tells of an instance of RDS, a point a minute; part of its contract. */
export const rds = {
  freeableMemory: gauge("aws_rds_freeable_memory_average", ofInstance, "bytes of memory that could be had at once"),
  swap: gauge("aws_rds_swap_usage_average", ofInstance, "bytes of memory that were moved to the disk"),
  cpu: gauge("aws_rds_cpuutilization_average", ofInstance, "per cent of the processors in use"),
  freeStorage: gauge("aws_rds_free_storage_space_average", ofInstance, "bytes of storage that are left"),
  connections: gauge("aws_rds_database_connections_average", ofInstance, "connections to the database"),
};
