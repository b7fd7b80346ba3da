import type { Driver } from "../../dist/dialect/driver.js";
export function oddDriver(): Driver;
