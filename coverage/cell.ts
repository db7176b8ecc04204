/** What one column says of a row. It is a blank when anything is lacking. */
export interface Cell {
  /** Names of what there is. */
  readonly has: readonly string[];
  /** Why nothing need be there, or why it is what it is. */
  readonly because?: string;
  readonly lacks: readonly Lack[];
}

/** An artefact that is not there, said in the same words wherever it is missed. */
export interface Lack {
  /** What is not there, as a whole sentence. */
  readonly what: string;
  /** The remedy, for people. */
  readonly fix: string;
}

/** This environment has no place for what is to be measured. */
export interface NotHere {
  /** Why, in words: `not in local: no AWS`. */
  readonly notHere: string;
}

/** Nothing measures it, although something could. */
export interface NotMeasured {
  /** What is not there. */
  readonly lacking: string;
}
