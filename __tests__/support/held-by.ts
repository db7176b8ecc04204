/** As a secret could stand somewhere: as it is, in base64, and as one signs in with it to Elasticsearch. */
const spellings = (secret: string): readonly string[] => [
  secret,
  ...[secret, `terraform:${secret}`].map((text) => Buffer.from(text).toString("base64").replace(/=+$/, "")),
];

/** The names of those that stand in a text: a test that fails shows what it compares, and is to show no more. */
export const heldBy = (text: string, secrets: Readonly<Record<string, string>>): string[] =>
  Object.entries(secrets).flatMap(([name, secret]) =>
    spellings(secret).some((spelling) => text.includes(spelling)) ? [name] : [],
  );
