import { scrapeInterval } from "../../environments/scrape";
import { charts } from "../../versions";
import type { MetricContract } from "./contract";
import { asIn } from "./contract";
import { rds } from "./rds";
import { s3 } from "./s3";

/**
 * Metric contract of the CloudWatch exporter. However seldom AWS is asked, the answer is scraped as often as all else.
 */
export const cloudwatch: MetricContract = {
  exporter: "CloudWatch exporter",
  version: asIn(charts.cloudwatchExporter),
  scrapedEvery: scrapeInterval,
  metrics: [...Object.values(s3), ...Object.values(rds)],
};
