/**
 * An answer without what we signed in with, for some servers and proxies repeat what they were sent: the token, or the
 * pair of name and password as it is, in JSON and in base64. A page that spells it with entities is not understood.
 * @param authorization the header that was sent
 */
export const withoutCredentials = (answer: string, authorization: string): string =>
  spellings(authorization).reduce((rest, one) => rest.replaceAll(one, "[credentials]"), answer);

/** The longer ones first: some leave out what fills base64 up. */
function spellings(authorization: string): readonly string[] {
  const [, scheme, sent = ""] = /^(\w+) (.*)$/s.exec(authorization) ?? [];
  if (scheme !== "Basic") return [sent];
  const pair = Buffer.from(sent, "base64").toString();
  return [sent, sent.replace(/=+$/, ""), pair, JSON.stringify(pair).slice(1, -1)];
}
