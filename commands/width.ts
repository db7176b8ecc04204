/** How many columns there are to fill: 80 in a file, or for a program that reads along, which have none. */
export const widthOf = ({ isTTY, columns }: { readonly isTTY?: boolean; readonly columns: number }): number =>
  isTTY === true ? columns : 80;
