import type { Filter } from "../filter";
import { kql } from "../filter";
import { formatOf } from "./lens-format";
import { count } from "./lens-operation";

/**
 * The columns of a share: a formula, and those that Lens makes of one, for what is counted, of how many, and the
 * division.
 */
export function shareColumns(id: string, title: string, of: Filter): (readonly [id: string, column: object])[] {
  const formula = `count(kql='${kql(of).replace(/'/g, "\\'")}') / count()`;
  const part = (of: object) => ({ label: `Part of ${title}`, customLabel: true, isBucketed: false, ...of });
  const [counted, all, division] = [`${id}X0`, `${id}X1`, `${id}X2`];
  return [
    [
      id,
      {
        label: title,
        customLabel: true,
        dataType: "number",
        operationType: "formula",
        isBucketed: false,
        scale: "ratio",
        params: { formula, isFormulaBroken: false, format: formatOf("ratio") },
        references: [division],
      },
    ],
    [counted, part(count({ emptyAsNull: false }, of))],
    [all, part(count({ emptyAsNull: false }))],
    [
      division,
      part({
        dataType: "number",
        operationType: "math",
        scale: "ratio",
        params: {
          tinymathAst: {
            type: "function",
            name: "divide",
            args: [counted, all],
            location: { min: 0, max: formula.length },
            text: formula,
          },
        },
        references: [counted, all],
      }),
    ],
  ];
}
