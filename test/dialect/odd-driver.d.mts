import type { Driver } from "../../src/dialect/driver.ts";
export function oddDriver(): Driver;
