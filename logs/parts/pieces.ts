import type { Field } from "../field";
import type { ScriptProcessor } from "../processor";

/** A piece of a text between two others: what a line says of a queue stands in `queue '` … `'`. */
export interface Piece {
  readonly into: Field;
  readonly after: string;
  /** Texts of which the nearest ends the piece; the end of the text does where there is none. */
  readonly before: readonly [string, ...string[]];
  /** Texts with one of which the text begins. @default any */
  readonly begins?: readonly string[];
}

/** A name longer than this is none. */
const mostCharacters = 256;

/**
 * Takes pieces out of a text. The first piece of a field that is found counts; numbers become numbers where the field
 * is one. It looks for texts and knows no regular expression.
 *
 * @param from a Painless expression for the text
 */
export const takePieces = (
  tag: string,
  from: string,
  pieces: readonly Piece[],
): { readonly script: ScriptProcessor["script"] } => ({
  script: {
    tag,
    lang: "painless",
    description: "names and numbers within the text",
    params: {
      most: mostCharacters,
      pieces: pieces.map(({ into, after, before, begins = [] }) => ({
        path: into.name.split("."),
        number: into.type === "long",
        after,
        before,
        begins,
      })),
    },
    source: `
      String text = ${from};
      for (def piece : params.pieces) {
        boolean fits = piece.begins.isEmpty();
        for (def beginning : piece.begins) fits = fits || text.startsWith(beginning);
        if (!fits) continue;
        int start = text.indexOf(piece.after);
        if (start < 0) continue;
        start += piece.after.length();
        int end = text.length();
        for (def before : piece.before) {
          int at = text.indexOf(before, start);
          if (at >= 0) end = (int) Math.min(end, at);
        }
        if (end <= start || end - start > params.most) continue;
        String found = text.substring(start, end);
        def value = found;
        if (piece.number) {
          boolean digits = found.length() < 19;
          for (int i = 0; digits && i < found.length(); i++) digits = Character.isDigit(found.charAt(i));
          if (!digits) continue;
          value = Long.parseLong(found);
        }
        Map object = ctx;
        for (int i = 0; i < piece.path.size() - 1; i++) {
          String name = piece.path[i];
          if (!(object[name] instanceof Map)) object[name] = new HashMap();
          object = object[name];
        }
        String last = piece.path[piece.path.size() - 1];
        if (object[last] == null) object[last] = value;
      }
    `,
  },
});
