/** Text read back from a string of Terraform's: the way back from `forTerraform` (constructs/border.ts). */
export const fromTerraform = (text: string): string =>
  text.replaceAll('{Tf${""}Token[', "{TfToken[").replace(/([$%])\1(?=\{)/g, "$1");

/**
 * Name by which Terraform knows what a text refers to, `shop-api` of `${grafana_folder.shop-api.uid}`; else the text
 * itself.
 */
export const referenced = (text: string): string =>
  /^\$\{\w+\.([^.}]+)\.[^}]+\}$/.exec(text)?.[1] ?? fromTerraform(text);
