/** Text that a snapshot shows as it is, without quotes and escapes: for people to review. */
export class PlainText {
  constructor(readonly text: string) {}
}

export const plain = (text: string) => new PlainText(text);
