import type { Draw } from "./corpus";
import { drawFrom } from "./corpus";

/** Stands in every value of a statement, and nowhere else. */
export const mark = "zq";

/** Statements with values of all forms that PostgreSQL knows; some are cut off, as long ones are. */
export function statements(count: number, seed: number): string[] {
  const draw = drawFrom(seed);
  return Array.from({ length: count }, () => {
    const sql = Array.from({ length: draw.number(3, 25) }, () => draw.oneOf(parts)(draw)).join(
      draw.oneOf([" ", "\n\t"]),
    );
    return draw.number(0, 3) === 0 ? sql.slice(0, draw.number(1, sql.length)) : sql;
  });
}

type Part = (draw: Draw) => string;

const word = (draw: Draw): string =>
  draw.oneOf(["it's ", "- -", "/ *", "$", '"', ";", "é", "", " ", "--", "/*", "*/", "$$"]);
const value = (draw: Draw): string => `${word(draw)}${mark}${draw.hex(3)}${word(draw)}`;

const parts: readonly [Part, ...Part[]] = [
  () => "SELECT",
  () => "orders.id,",
  () => '"Orders 2026"',
  () => '"with ""quotes"""',
  () => "$1",
  () => "(a || b)::text",
  () => "IN (1, -2.5, 3e-7, 0x1F)",
  (draw) => `'${value(draw).replaceAll("'", "''")}'`,
  (draw) => `E'\\'${value(draw).replaceAll("'", "\\'")}\\\\'`,
  () => `e'${mark}\\\\'`,
  (draw) => `U&'${mark}${draw.hex(2)}'`,
  () => `B'${mark}'`,
  (draw) => `$$${value(draw).replaceAll("$", "")}$$`,
  (draw) => `$tag$ $$ ${mark}${draw.hex(2)} $ta $tag$`,
  (draw) => `/* ${mark} /* ${draw.hex(2)} */ ${mark} */`,
  (draw) => `-- it's ${mark} ${draw.hex(2)}\n`,
  (draw) => `7${mark}${draw.hex(2)}`,
  () => `note = '${mark}' 'and ${mark}'`,
];
