const maxLength = 80;

/** Somebody else's text, short enough for a message. */
export const clip = (text: string): string => (text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text);
