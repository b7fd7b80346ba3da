import { InvalidRequestError } from "./state.ts";

/** No connection came free in time: all of the pool's connections are checked out. */
export class TimeoutError extends InvalidRequestError {
  constructor(message: string) {
    super(message, "pool-timeout");
  }
}
