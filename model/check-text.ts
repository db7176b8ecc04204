import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import { checkPlainName } from "./plain-name";
import type { Team } from "./team";

export const checkTeam = ({ name, title }: Team): Finding[] => [
  ...checkPlainName("name", name),
  ...checkText("title", title),
];

/** All control characters but tab, line feed and carriage return; and the two code points that are no characters. */
const unprintable = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/u;

/**
 * Findings of a text for people: it may hold anything but nothing, and what Helm's YAML writer answers with silence.
 */
export const checkText = (where: string, text: string): Finding[] => [
  ...errorUnless(text.trim() !== "", {
    id: "blank-description",
    where,
    what: `the ${where} is blank.`,
    why: "it is the first thing that whoever is woken by an alert reads.",
    fix: "say what it is, and who suffers when it fails.",
  }),
  ...errorUnless(!unprintable.test(text), {
    id: "text-not-printable",
    where,
    what: `the ${where} has control characters.`,
    why: "Helm writes nothing at all in place of a text that holds one.",
    fix: "type it anew; line feeds and tabs are welcome.",
  }),
];
