import { declarativeBase } from "athanor/orm";

/** The base of all classes of the benchmark; its metadata makes the tables of every contestant. */
export class Base extends declarativeBase() {}
