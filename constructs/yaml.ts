import { Document, visit } from "yaml";

/**
 * YAML that every parser reads alike, of version 1.1 (Helm) or 1.2, with sorted keys: plain only what nobody could take
 * for a number, a date or a boolean, a block for ordinary text of several lines, and all else quoted. Undefined is left out.
 */
export function toYaml(value: object): string {
  const document = new Document(value, { aliasDuplicateObjects: false, sortMapEntries: true });
  visit(document, {
    Scalar: (role, scalar) => {
      if (typeof scalar.value === "string") scalar.type = styleOf(scalar.value, role === "key");
    },
  });
  return escapeInvisible(document.toString({ lineWidth: 0, doubleQuotedAsJSON: true, blockQuote: "literal" }));
}

const plain = /^[A-Za-z][A-Za-z0-9_./-]*$/;
const keyword = /^(y|n|yes|no|on|off|true|false|null|nan|inf|e\d+)$/i;
/** Visible ASCII in lines that neither begin the text with a space nor end with one; at most one line feed at the end. */
const block = /^[!-~](?:[ -~]*[!-~])?(?:\n+[ -~]*[!-~])+\n?$/;

function styleOf(text: string, isKey: boolean) {
  if (plain.test(text) && !keyword.test(text)) return "PLAIN";
  return !isKey && block.test(text) ? "BLOCK_LITERAL" : "QUOTE_DOUBLE";
}

/** Parsers refuse or fold these even within quotes, where JSON leaves them as they are. */
const escapeInvisible = (yaml: string): string =>
  yaml.replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
