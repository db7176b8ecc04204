export const folded = (title: string, body: string): string =>
  `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;

/** As many whole lines of a text as fit into `most` characters (`kept`), and how many did not (`lost`). */
export function cutAtLine(text: string, most: number): { readonly kept: string; readonly lost: number } {
  if (text.length <= most) return { kept: text, lost: 0 };
  const end = Math.max(0, text.lastIndexOf("\n", most));
  return { kept: text.slice(0, end), lost: text.slice(end).split("\n").filter(Boolean).length };
}

/** Markdown that was cut in the middle of a block or of something folded, closed again as far in as it was opened. */
export function closed(markdown: string): string {
  let open: string | undefined;
  for (const line of markdown.split("\n")) {
    const fence = /^ *`{3,}/.exec(line)?.[0];
    if (fence === undefined) continue;
    if (open === undefined) open = fence;
    else if (fence.trim().length >= open.trim().length) open = undefined;
  }
  const count = (tag: string) => markdown.split(tag).length - 1;
  const unfolded = Math.max(0, count("<details>") - count("</details>"));
  const folds = Array.from({ length: unfolded }, () => "\n</details>");
  return [markdown, ...(open === undefined ? [] : [open]), ...folds].join("\n");
}
