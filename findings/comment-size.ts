/** Of a comment, in characters: GitHub refuses one of more than 65,536. */
export const mostOfComment = 60_000;

/** What the meaning of a change may take of it: what is left is for Terraform's own plan. */
export const mostOfMeaning = 30_000;
