import { AsyncFetchable } from "./fetchable.ts";

/** One column of a streamed result: what `result.scalars()` gives. */
export class AsyncScalarResult<T> extends AsyncFetchable<T> {}
