/** As much of AWS' APIs as the tests need to say what is there. The SDK would be a hundred times the code. */

export type Tags = Readonly<Record<string, string>>;

export interface Metric {
  /** `AWS/S3` */
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** Milliseconds since the epoch. CloudWatch looks at whole periods: YACE asks up to the start of the present one. */
  readonly at: number;
  /** `Bytes`, `Percent`, `Count`. @default none */
  readonly unit?: string;
}

export interface AwsClient {
  readonly region: string;
  createAccountAlias(alias: string): Promise<void>;
  createBucket(name: string, tags: Tags): Promise<void>;
  createDatabase(identifier: string, tags: Tags, settings?: Readonly<Record<string, string>>): Promise<void>;
  putMetric(metric: Metric): Promise<void>;
  /** Somebody who may do what the policy says. @returns the keys */
  createUser(name: string, policy: string): Promise<{ readonly accessKeyId: string; readonly secretAccessKey: string }>;
}

export function awsClient(url: string, region: string): AwsClient {
  const send = async (service: string, path: string, init: { method: string; type: string; body: string }) => {
    const response = await fetch(url + path, {
      method: init.method,
      headers: {
        "content-type": init.type,
        // Nobody checks the signature, but it names the service that is meant.
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=test`,
      },
      body: init.body,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${service} refused ${path || init.body}: ${text}`);
    return text;
  };
  const s3 = (path: string, body: string) => send("s3", path, { method: "PUT", type: "application/xml", body });
  const ask = (service: string, version: string, action: string, parameters: Readonly<Record<string, string>>) => {
    const body = new URLSearchParams({ Action: action, Version: version, ...parameters }).toString();
    return send(service, "/", { method: "POST", type: "application/x-www-form-urlencoded", body });
  };
  const query = async (...asked: Parameters<typeof ask>): Promise<void> => {
    await ask(...asked);
  };

  return {
    region,
    createAccountAlias: (alias) => query("iam", "2010-05-08", "CreateAccountAlias", { AccountAlias: alias }),
    createUser: async (name, policy) => {
      const user = { UserName: name };
      await query("iam", "2010-05-08", "CreateUser", user);
      await query("iam", "2010-05-08", "PutUserPolicy", { ...user, PolicyName: name, PolicyDocument: policy });
      const answer = await ask("iam", "2010-05-08", "CreateAccessKey", user);
      const read = (tag: string) => new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(answer)?.[1] ?? "";
      return { accessKeyId: read("AccessKeyId"), secretAccessKey: read("SecretAccessKey") };
    },
    createBucket: async (name, tags) => {
      const location = `<LocationConstraint>${region}</LocationConstraint>`;
      await s3(`/${name}`, `<CreateBucketConfiguration>${location}</CreateBucketConfiguration>`);
      const set = Object.entries(tags).map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`);
      await s3(`/${name}?tagging`, `<Tagging><TagSet>${set.join("")}</TagSet></Tagging>`);
    },
    createDatabase: (identifier, tags, settings = {}) =>
      query("rds", "2014-10-31", "CreateDBInstance", {
        DBInstanceIdentifier: identifier,
        DBInstanceClass: "db.t3.medium",
        Engine: "postgres",
        AllocatedStorage: "20",
        MasterUsername: "owner",
        MasterUserPassword: "not-a-secret",
        ...settings,
        ...numbered("Tags.Tag", "Key", tags),
      }),
    putMetric: ({ namespace, name, dimensions, value, at, unit }) =>
      query("monitoring", "2010-08-01", "PutMetricData", {
        Namespace: namespace,
        "MetricData.member.1.MetricName": name,
        "MetricData.member.1.Value": String(value),
        "MetricData.member.1.Timestamp": new Date(at).toISOString(),
        ...(unit === undefined ? {} : { "MetricData.member.1.Unit": unit }),
        ...numbered("MetricData.member.1.Dimensions.member", "Name", dimensions),
      }),
  };
}

/** `Tags.Tag.1.Key=a`, `Tags.Tag.1.Value=b`: how the query protocol writes lists. */
const numbered = (list: string, key: string, pairs: Tags): Record<string, string> =>
  Object.fromEntries(
    Object.entries(pairs).flatMap(([name, value], index) => [
      [`${list}.${index + 1}.${key}`, name],
      [`${list}.${index + 1}.Value`, value],
    ]),
  );
