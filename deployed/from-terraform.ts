/** The way back from `forTerraform` (constructs/border.ts). */
export const fromTerraform = (text: string): string =>
  text.replaceAll('{Tf${""}Token[', "{TfToken[").replace(/([$%])\1(?=\{)/g, "$1");

/**
 * `shop-api` of `${grafana_folder.shop-api.uid}`: by which name Terraform knows what is referred to; else the text
 * itself.
 */
export const referenced = (text: string): string =>
  /^\$\{\w+\.([^.}]+)\.[^}]+\}$/.exec(text)?.[1] ?? fromTerraform(text);
