/** What makes of an operation one that only reads: it may be sent behind others of the kind, before their answers are there. */
export interface ReadAhead {
  /** Whether, as things are, all that it does until its first answer is sending a query. */
  mayGo(): boolean;
  /** Whether it would send what another one, which is under way, makes superfluous. */
  repeats(other: ReadAhead): boolean;
  /** Whether those before it have brought what it asks for, so that the answer of the database, an error even, does not matter. */
  isAnswered(): boolean;
}
