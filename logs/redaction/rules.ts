import { inQuotes, inSecretNames, namedValue, secretName, separator } from "./named";

/**
 * A rule for what is secret or personal in a text, wherever it stands. Java's regular expressions, which nothing stops
 * once they run: each begins with something rare, no repeat can begin anywhere in a word, and none repeats a group
 * without bound, for that ends in a stack overflow, and with it the node of Elasticsearch.
 */
export interface RedactionRule {
  /** Name of the rule, part of its processor's tag. */
  readonly name: string;
  readonly pattern: string;
  /** What stands in place of what the pattern matches; `$1` is the first group. */
  readonly replacement: string;
  /**
   * Texts in lower case, of which one is part of all that the pattern matches: to look for them costs a tenth.
   * @default the pattern is tried on every text
   */
  readonly onlyWith?: readonly [string, ...string[]];
}

/** Where a secret may begin: not within a word; but after `%20` and its like a word begins. */
const begins = "(?:(?<![A-Za-z0-9_-])|(?<=%[0-9A-Fa-f]{2}))";
const inKnownTokens = [
  ...([
    "akia",
    "asia",
    "aroa",
    "aida",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "glsa_",
  ] as const),
  ...["xox", "k_live_", "k_test_", "aiza", "sg.", "hvs.", "npm_"],
] as const;

/** The beginning of an address, up to where a password may follow. */
const userInAddress = String.raw`(?:://|%3[Aa]%2[Ff]%2[Ff])[^\s:/@"'<>%]{0,128}+`;

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const countries =
  "A[DELTZ]|B[AEGHRY]|C[HRYZ]|D[EKO]|E[EGS]|F[IOR]|G[BEILRT]|H[RU]|I[ELQST]|JO|K[WZ]|L[BCITUVY]|M[CDEKRTU]|N[LO]|P[KLST]|QA|R[OS]|S[ACEIKMT]|T[LNR]|UA|V[AG]|XK";

/** All rules, in the order in which they are applied: what a rule leaves behind, the next ones read. */
export const redactionRules: readonly RedactionRule[] = [
  {
    name: "private-key",
    pattern: String.raw`-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[A-Za-z0-9+/=\\\s,:-]*+`,
    replacement: "[private key]",
    onlyWith: ["private key"],
  },
  {
    name: "address-password",
    // A password ends where the next address has one: so no part of a line is looked at for more than one of them.
    pattern: String.raw`(${userInAddress})(:|%3[Aa])(?!\d{1,5}(?:[/?#\s]|$))(?:(?!${userInAddress}(?::|%3[Aa]))[^\s"'<>]){1,256}(?:@|%40)`,
    replacement: "$1$2[password]@",
    onlyWith: ["://", "%3a%2f%2f"],
  },
  {
    name: "json-web-token",
    pattern: String.raw`(?=eyJ)${begins}eyJ[A-Za-z0-9_-]{6,}+\.[A-Za-z0-9_-]{2,}+(?:\.[A-Za-z0-9_-]*+)?`,
    replacement: "[token]",
    onlyWith: ["eyj"],
  },
  {
    name: "authorization",
    // A word that is no token has neither digit nor capital: "basic authentication failed".
    pattern: String.raw`(?=[BbNnDd])${begins}((?i:bearer|basic|negotiate|digest)(?:\s|%20|\+){1,3})(?=[\w.~+/=%:-]{0,512}(?:[0-9=+/]|[a-z][A-Z]))[\w.~+/=%:-]{6,}+`,
    replacement: "$1[token]",
    onlyWith: ["bearer", "basic", "negotiate", "digest"],
  },
  {
    name: "header",
    pattern: String.raw`(?i)((?:authorization|cookie)${separator})(?:${inQuotes}|[^\r\n]++)`,
    replacement: "$1[redacted]",
    onlyWith: ["authorization", "cookie"],
  },
  {
    name: "secret",
    pattern: String.raw`(?i)(${secretName}[\w.-]{0,32}+${separator})${namedValue}`,
    replacement: "$1[redacted]",
    onlyWith: inSecretNames,
  },
  {
    name: "known-token",
    pattern: String.raw`(?=[ASahxrgspn])${begins}(?:A(?:KIA|SIA|ROA|IDA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{30,255}|glpat-[\w-]{20,255}|glsa_\w{20,255}|xox[abeprs]-[\w-]{10,255}|[rsp]k_(?:live|test)_\w{10,255}|AIza[\w-]{35}|SG\.[\w-]{16,64}\.[\w-]{16,64}|hvs\.[\w-]{20,255}|npm_\w{36})(?![A-Za-z0-9])`,
    replacement: "[key]",
    onlyWith: inKnownTokens,
  },
  {
    name: "query-value",
    pattern: String.raw`((?:[?&]|&amp;|\\u0026|%3[Ff]|%26)[\w.\[\]~-]{1,64}(?:=|%3[Dd]))[^&\s"<>\\]++`,
    replacement: "$1*",
    onlyWith: ["?", "&", "%3f", "%26", "u0026"],
  },
  {
    name: "e-mail",
    // RabbitMQ's nodes are called so.
    pattern: String.raw`(?<![^\s@"'<>(),;:=&/\\|\[\]{}])(?!rabbit@)[^\s@"'<>(),;:=&/\\|\[\]{}]{1,128}(?:@|%40|\\u0040|&#64;)(?:[\p{L}\p{N}_-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}])`,
    replacement: "[e-mail]",
    onlyWith: ["@", "%40", "u0040", "&#64;"],
  },
  {
    name: "iban",
    pattern: String.raw`(?=[A-Z]{2}\d\d)${begins}(?:${countries})\d{2}(?=(?:(?:[ +]|%20)?[A-Z0-9]){11})(?:(?:[ +]|%20)?[A-Z0-9]{4}){2,7}(?:(?:[ +]|%20)?[A-Z0-9]{1,3})?(?![A-Za-z0-9])`,
    replacement: "[iban]",
  },
  {
    name: "card",
    pattern: String.raw`(?=[2-6]\d{3})${begins}(?<!\d\.)(?:(?:4\d{3}|5[1-5]\d\d|2[2-7]\d\d|6(?:011|5\d\d))([ +-]?|%20)\d{4}\1\d{4}\1\d{4}|3[47]\d\d([ +-]?|%20)\d{6}\2\d{5})(?![A-Za-z0-9_-]|\.\d)`,
    replacement: "[card]",
  },
  {
    name: "phone",
    pattern: String.raw`(?<![\w+])(?:\+|%2[Bb])(?=[1-9](?:[ ./()-]{0,2}\d){8,14}(?!\d))[1-9][\d ./()-]{7,24}\d`,
    replacement: "[phone]",
    onlyWith: ["+", "%2b"],
  },
  {
    name: "ip",
    // Of a network, no longer of a person. Addresses of the cluster's own are nobody's.
    pattern: String.raw`(?=\d{1,3}\.)(?<![\w.-])(?!10\.|127\.|0\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)((?:${octet}\.){3})${octet}(?![\w-]|\.\d)`,
    // The first group, then a zero: there is no tenth group.
    replacement: "$10",
  },
  {
    name: "ipv6",
    pattern: String.raw`(?i)(?=[23][0-9a-f]{3}:)(?<![\w:/.-])([23][0-9a-f]{3}:[0-9a-f]{1,4}):(?=[0-9a-f:]{0,39}::|:|(?:[0-9a-f]{1,4}:){3})[0-9a-f:]{1,39}`,
    replacement: "$1::",
  },
];
