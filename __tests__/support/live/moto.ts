import { enginePath } from "../../../engines/engine-path";
import type { AwsClient } from "./aws-client";
import { awsClient } from "./aws-client";
import type { Guarded } from "../../../engines/run/guarded-folder";
import { inGuardedFolder } from "../../../engines/run/guarded-folder";
import type { Program } from "../../../engines/run/process";
import { freePorts, loopback } from "../../../engines/run/process";
import { seconds } from "../../../units/quantities";

export interface Moto extends Program, Guarded, AwsClient {
  /** An `AWS_ENDPOINT_URL`. */
  readonly url: string;
}

/** Runs moto, a stand-in for the APIs of AWS, empty at the start. @param region default "eu-central-1" */
export function startMoto(region = "eu-central-1"): Promise<Moto> {
  return inGuardedFolder("moto", async (folder) => {
    const [port = 0] = await freePorts(1);
    const url = `http://${loopback}:${port}`;
    const program = await folder.run({
      command: enginePath("moto"),
      arguments: ["-H", loopback, "-p", String(port)],
      ready: `${url}/moto-api/`,
      readyWithin: seconds(60),
    });
    return { ...program, url, ...awsClient(url, region) };
  });
}
