/** The way back from `forTerraform` (constructs/border.ts). */
export const fromTerraform = (text: string): string =>
  text.replaceAll('{Tf${""}Token[', "{TfToken[").replace(/([$%])\1(?=\{)/g, "$1");
