/** Who is paged and who may change what. `name` becomes a label and part of addresses; `title` is for people. */
export interface Team {
  readonly name: string;
  readonly title: string;
}
