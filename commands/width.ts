/** How many columns there are to fill: a file, or a program that reads along, has none. */
export const widthOf = ({ isTTY, columns }: { readonly isTTY?: boolean; readonly columns: number }): number =>
  isTTY === true ? columns : 80;
