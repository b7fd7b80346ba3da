import type { StatementOption } from "../../sql/nodes/select.ts";

/** What `userDefinedOption()` gives. */
export class UserDefinedOption<P = unknown> implements StatementOption {
  /** It says nothing of the statement. */
  readonly key: string = "user";
  readonly payload: P;

  constructor(payload: P) {
    this.payload = payload;
  }
}

/**
 * An option of a query that means something to listeners of "doOrmExecute" alone: `select(User).options(userDefinedOption("cached"))`,
 * found as `state.userDefinedOptions`.
 */
export function userDefinedOption<P>(payload: P): UserDefinedOption<P> {
  return new UserDefinedOption(payload);
}
