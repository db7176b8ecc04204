/** Names for people, `a, b and 7 more`: in `most` parts at most, where there are more names than anybody reads. */
export const someOf = (names: readonly string[], most: number): string =>
  names.length <= most
    ? names.join(", ")
    : `${names.slice(0, most - 1).join(", ")} and ${names.length - most + 1} more`;
