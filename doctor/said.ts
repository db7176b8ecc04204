import { clip } from "../findings/clip";

/**
 * What another program says is wrong, in 240 characters at most: the reason stands at its end, behind what it was
 * doing.
 */
export const said = (text: string): string => clip(text, 240);
