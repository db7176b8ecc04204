import type { ScriptProcessor } from "../processor";
import type { RedactionRule } from "./rules";
import { redactionRules } from "./rules";

/** Field in which all texts of a document stand while they are redacted: one list. */
export const texts = "texts";

/** Field that holds which rules some text may be a case of. */
const rules = "rules";

/** Condition in Painless of whether a rule has to be tried. */
export const mayMatch = ({ name }: RedactionRule): string => `ctx.${rules}.contains('${name}')`;

/** A value under such a name is not kept, whatever it looks like. Letters and digits of the name, in lower case. */
const secretNames: readonly string[] = [
  ...["password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "accesskey", "privatekey", "signingkey"],
  ...["encryptionkey", "credential", "authorization", "cookie", "sessionid", "csrf", "cvv", "cvc"],
  // Of persons.
  ...["email", "phone", "iban", "cardnumber", "birth", "street", "firstname", "lastname", "surname", "fullname"],
];

/** Made by this project's own pipelines, and checked by them: digits that look like a card's number to a pattern. */
const ids = ["trace", "span", "@timestamp", "data_stream"];

/**
 * How many characters of one document are looked through: 32 times what Filebeat sends. A text beyond it is not kept,
 * and not cut either: half of a secret is no longer known as one.
 */
const mostCharacters = 4 * 2 ** 20;

/**
 * Replaces each text of a document: by itself while they are collected, then by what became of it. Both times they are
 * met in the same order. One of a list may be `name=value`, as attributes are. Objects nested without end are an error,
 * which costs a line its text.
 */
const exchange = `
boolean isSecret(String name, List secretNames) {
  String letters = name.toLowerCase().replace('_', '').replace('-', '').replace(' ', '');
  for (String each : secretNames) if (letters.contains(each)) return true;
  return false;
}
String unlessSecret(String text, String name, boolean listed, List secretNames) {
  if (isSecret(name, secretNames)) return '[redacted]';
  if (!listed) return text;
  int sign = text.indexOf('=');
  if (sign < 1 || sign > 128) return text;
  String before = text.substring(0, sign);
  return before.indexOf(' ') < 0 && isSecret(before, secretNames) ? before + '=[redacted]' : text;
}
def exchange(def value, String name, boolean listed, List texts, int[] at, List secretNames) {
  if (value instanceof String) {
    if (at[0] < 0) {
      texts.add(unlessSecret(value, name, listed, secretNames));
      return value;
    }
    at[0] += 1;
    return texts[at[0] - 1];
  }
  if (value instanceof Map) {
    Map map = value;
    for (def key : new ArrayList(map.keySet())) map[key] = exchange(map[key], key.toString(), false, texts, at, secretNames);
  } else if (value instanceof List) {
    List list = value;
    for (int i = 0; i < list.size(); i++) list[i] = exchange(list[i], name, true, texts, at, secretNames);
  }
  return value;
}
`;

const ofDocument = `
List keys = new ArrayList(ctx.keySet());
Collections.sort(keys);
for (def key : keys)
  if (!key.startsWith('_') && !params.ids.contains(key) && key != '${texts}')
    ctx[key] = exchange(ctx[key], key, false, texts, at, params.secretNames);
`;

/** Collects all texts of a document; those under a telling name are gone already. */
export const takeTexts = {
  script: {
    tag: "take-texts",
    lang: "painless",
    description: "all texts of the document, as one list, and which rules they may be cases of",
    params: {
      ids,
      secretNames,
      mostCharacters,
      rules: redactionRules.map(({ name, onlyWith = [] }) => ({ name, onlyWith })),
    },
    source: `
${exchange}
List texts = new ArrayList();
int[] at = new int[] {-1};
${ofDocument}
int left = params.mostCharacters;
for (int i = 0; i < texts.size(); i++) {
  int length = texts[i].length();
  if (length > left) texts[i] = '(' + length + ' characters, too many to be redacted: not kept)';
  else left -= length;
}
List rules = new ArrayList();
List inLowerCase = new ArrayList();
for (String text : texts) inLowerCase.add(text.toLowerCase());
for (def rule : params.rules) {
  boolean may = rule.onlyWith.isEmpty();
  for (String part : rule.onlyWith) {
    if (may) break;
    for (String text : inLowerCase) if (text.contains(part)) { may = true; break; }
  }
  if (may) rules.add(rule.name);
}
ctx['${texts}'] = texts;
ctx['${rules}'] = rules;
`,
  },
} satisfies ScriptProcessor;

/** Puts the texts of a document back. */
export const putTextsBack = {
  script: {
    tag: "put-texts-back",
    lang: "painless",
    description: "the texts, as they may be kept",
    params: { ids, secretNames },
    source: `
${exchange}
ctx.remove('${rules}');
List texts = ctx.remove('${texts}');
int[] at = new int[] {0};
${ofDocument}
`,
  },
} satisfies ScriptProcessor;
