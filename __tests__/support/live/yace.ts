import { inSeconds, seconds } from "../../../units/quantities";
import type { Duration } from "../../../units/quantities";
import type { Exporter } from "./exporter";
import { startExporter, writeConfig } from "./exporter";
import type { Branch } from "./tree";

export interface YaceProps {
  /** Of the stand-in for AWS: `moto.url`. */
  readonly awsUrl: string;
  /** @default "eu-central-1" */
  readonly region?: string;
  /** As the chart passes them; the interval is another here. @default none */
  readonly flags?: Readonly<Record<string, string>>;
  /** Between two looks at CloudWatch; the first one is at once. Whole seconds. @default 2 s */
  readonly scrapingInterval?: Duration;
}

/** Runs the real YACE. What it finds shows at `/metrics` only after its first look: ask until it is there. */
export function startYace(config: Branch, props: YaceProps): Promise<Exporter> {
  return startExporter({
    engine: "yace",
    arguments: (address, folder) => [
      `--config.file=${writeConfig(folder, config)}`,
      `--listen-address=${address}`,
      ...Object.entries({
        ...props.flags,
        "scraping-interval": String(inSeconds(props.scrapingInterval ?? seconds(2))),
      }).map(([flag, value]) => `--${flag}=${value}`),
    ],
    environment: {
      AWS_ENDPOINT_URL: props.awsUrl,
      AWS_REGION: props.region ?? "eu-central-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      // Nothing of the user's own account, nor of the machine's.
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
    },
    readyPath: "/",
  });
}
