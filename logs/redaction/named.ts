/** Patterns for what is secret because of the name that it stands under: `password=…`, `"apiKey": "…"`. */

export const secretName =
  String.raw`(?=[aceopst])(?:pass(?:word|wd|phrase|code)|(?<![a-z])(?:pass|pin|sid|otp|session)(?![a-z])|pwd|secret|token(?!s?iz|s\b)|credential` +
  "|(?:api|access|private|signing|encryption)[-_. ]?key|session[-_.]?id|sessid|csrf|cvv|cvc)";

/** Texts in lower case, of which one is in each name that {@link secretName} matches. */
export const inSecretNames = [
  ...(["pass", "pin", "sid", "otp", "session", "pwd", "secret", "token", "credential"] as const),
  ...["key", "csrf", "cvv", "cvc"],
] as const;

/**
 * Pattern of what stands between a name and its value, also where an address, or a text within a text, has them in
 * disguise.
 */
export const separator = String.raw`(?:\\{0,3}["']|%22)?\s{0,3}(?:=>?|:|%3[ADad]|\\u003[adAD])\s{0,3}`;

/**
 * Pattern of a text in quotes, also one within a text in quotes, whose own are as often escaped as it is. One that does
 * not end, or not soon, takes the rest of its line with it. The second group of its pattern.
 */
export const inQuotes =
  String.raw`(\\{1,7}["'])(?:[^\r\n]{0,512}?(?<!\\)\2|[^\r\n]*+)|"[^"\\]*+(?:\\[\s\S][^"\\]*+){0,64}+(?:"|[^\r\n]*+)` +
  String.raw`|'[^'\\]*+(?:\\[\s\S][^'\\]*+){0,64}+(?:'|[^\r\n]*+)`;

/** A list or an object; of one in another, up to where the inner one ends. */
const inBrackets = String.raw`\[[^\]\r\n]*+|\{[^}\r\n]*+`;
/** What a rule for queries has left of it is a `*`. */
const untilSpace = String.raw`(?!\*(?:&|$))[^\s"']++`;
/** A value that ends as names do, or is followed by a sign as they are, is one: `token:a,token: b`. */
const goesOn = String.raw`(?:(?<=(?:[:=>]|%3[ad]|u003[ad])\s{0,3})\s{0,3}|\s{1,3}=>?\s{0,3})`;

/** Pattern of all that stands under a name. */
export const namedValue = `(?:${goesOn}(?:${inQuotes}|${inBrackets}|${untilSpace})){1,8}+`;
