/** As a table's `schema`: no schema, although the MetaData has one. */
export const BLANK_SCHEMA: string = "\u0000blank schema";
/** As the `schema` of toMetadata(): the table keeps its own. */
export const RETAIN_SCHEMA: string = "\u0000retain schema";
