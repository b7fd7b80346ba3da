export { NamedElement } from "./column-element.ts";
