/** Somebody else's text, short enough for a message, and nothing that a terminal would obey. */
export function clip(text: string, maxLength = 80): string {
  const shown = text
    .slice(0, maxLength + 1)
    .replace(
      /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffd]/gu,
      (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  return shown.length > maxLength ? `${shown.slice(0, maxLength - 1)}…` : shown;
}
