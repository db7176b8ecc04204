import type { Chars } from "./chars";
import { anyProperty, between, classOf, every, except, inEitherCase, newline, none, one } from "./chars";

/** A regular expression of Java or Oniguruma, as far as its cost depends on it. */
export type Node =
  | { readonly kind: "chars"; readonly chars: Chars }
  | { readonly kind: "sequence"; readonly of: readonly Node[] }
  | { readonly kind: "choice"; readonly of: readonly Node[] }
  | {
      readonly kind: "repeat";
      readonly of: Node;
      readonly least: number;
      readonly most: number;
      readonly final: boolean;
    }
  /** Keeps its first match, come what may. */
  | { readonly kind: "atomic"; readonly of: Node }
  /**
   * Matches a place: `^`, `\b`, `(?<!…)`, with what has to be there. `holds` if it cannot be true of each place of a
   * word.
   */
  | { readonly kind: "place"; readonly holds: boolean; readonly inside?: Node }
  /** What an earlier group has matched. */
  | { readonly kind: "reference" };

/** Reads a regular expression of Java or Oniguruma. @throws Error if it cannot be read, with the place */
export function parsePattern(pattern: string): Node {
  const parser = new Parser(pattern);
  const node = parser.choice({ anyCase: false, dotAll: false });
  if (!parser.atEnd) parser.fail("a bracket that nothing opens");
  return node;
}

interface Flags {
  anyCase: boolean;
  dotAll: boolean;
}

class Parser {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  fail(what: string): never {
    throw new Error(`${what}, at "${this.#text.slice(Math.max(0, this.#at - 10), this.#at + 10)}"`);
  }

  choice(outer: Flags): Node {
    const flags = { ...outer };
    const of = [this.#sequence(flags)];
    while (this.#takes("|")) of.push(this.#sequence(flags));
    return of.length === 1 && of[0] ? of[0] : { kind: "choice", of };
  }

  #sequence(flags: Flags): Node {
    const of: Node[] = [];
    while (!this.atEnd && !"|)".includes(this.#text[this.#at] ?? "")) {
      const atom = this.#atom(flags);
      if (atom) of.push(this.#repeated(atom));
    }
    return of.length === 1 && of[0] ? of[0] : { kind: "sequence", of };
  }

  #repeated(of: Node): Node {
    const [stated, single, from, comma, to] = this.#match(/(?:([*+?])|\{(\d*)(,?)(\d*)\})/y) ?? [];
    if (stated === undefined) return of;
    const least = single === undefined ? Number(from) : single === "+" ? 1 : 0;
    const most = single === undefined ? (to ? Number(to) : comma ? Infinity : least) : single === "?" ? 1 : Infinity;
    const [, manner] = this.#match(/([+?])/y) ?? [];
    return this.#repeated({ kind: "repeat", of, least, most, final: manner === "+" });
  }

  /** Undefined for what only sets flags. */
  #atom(flags: Flags): Node | undefined {
    const sign = this.#text[this.#at++] ?? "";
    const chars = (set: Chars): Node => ({ kind: "chars", chars: flags.anyCase ? inEitherCase(set) : set });
    switch (sign) {
      case "(":
        return this.#group(flags);
      case "[":
        return chars(this.#class());
      case ".":
        return chars(flags.dotAll ? every : except(newline));
      case "^":
        return { kind: "place", holds: true };
      case "$":
        return { kind: "place", holds: false };
      case "\\":
        return this.#escape(chars);
      default:
        return chars(one(sign));
    }
  }

  #escape(chars: (set: Chars) => Node): Node {
    if (this.#match(/[AG]/y)) return { kind: "place", holds: true };
    if (this.#match(/[bBzZ]/y)) return { kind: "place", holds: false };
    if (this.#match(/[1-9]|k<[^>]+>/y)) return { kind: "reference" };
    return chars(this.#escaped());
  }

  /** After a backslash, also within a class. */
  #escaped(): Chars {
    if (this.#match(/[pP]\{[^}]+\}/y)) return anyProperty;
    const [, code] = this.#match(/[xu]([0-9A-Fa-f]{4}|[0-9A-Fa-f]{2})/y) ?? [];
    if (code !== undefined) return one(String.fromCodePoint(parseInt(code, 16)));
    const letter = this.#text[this.#at++] ?? this.fail("a backslash with nothing behind it");
    return classOf(letter) ?? one({ n: "\n", r: "\r", t: "\t", f: "\f", v: "\v", e: "\u001b" }[letter] ?? letter);
  }

  #class(): Chars {
    const negated = this.#takes("^");
    let chars = none;
    for (let first = true; first || !this.#takes("]"); first = false) {
      if (this.atEnd) this.fail("a class without an end");
      const [, from = "", to = ""] = this.#match(/([^\\\]])-([^\\\]])/y) ?? [];
      if (to) chars |= between(from, to);
      else {
        const sign = this.#text[this.#at++] ?? "";
        chars |= sign === "\\" ? this.#escaped() : sign === "[" ? this.#class() : one(sign);
      }
    }
    return negated ? except(chars) : chars;
  }

  #group(outer: Flags): Node | undefined {
    const flags = { ...outer };
    const [start = ""] = this.#match(/\?(?:<?[=!]|[:>]|P?<[^>=!]+>|[a-zA-Z-]*[:)])/y) ?? [];
    if (/^\?[a-zA-Z-]*[:)]$/.test(start)) {
      const [on = ""] = start.slice(1, -1).split("-");
      const target = start.endsWith(")") ? outer : flags;
      if (on.includes("i")) target.anyCase = true;
      if (/[ms]/.test(on)) target.dotAll = true;
      if (start.endsWith(")")) return undefined;
    } else if (this.#text[this.#at] === "?") this.fail("a group of an unknown kind");
    const of = this.choice(flags);
    if (!this.#takes(")")) this.fail("a group without an end");
    if (start === "?>") return { kind: "atomic", of };
    return /^\?<?[=!]$/.test(start) ? { kind: "place", holds: start.startsWith("?<"), inside: of } : of;
  }

  #takes(sign: string): boolean {
    const taken = this.#text.startsWith(sign, this.#at);
    if (taken) this.#at += sign.length;
    return taken;
  }

  #match(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.#at;
    const match = sticky.exec(this.#text);
    if (match) this.#at = sticky.lastIndex;
    return match ?? undefined;
  }
}
