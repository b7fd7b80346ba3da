import { describe, expect, test } from "vitest";
import { ArgumentError } from "athanor";
import { Range, type RangeBounds } from "athanor/postgresql";

const of = (text: string): Range<number> => {
  if (text === "empty") return new Range<number>(null, null, { empty: true });
  const [low = "", high = ""] = text.slice(1, -1).split(",");
  const end = (value: string): number | null => (value === "" ? null : Number(value));
  return new Range(end(low), end(high), { bounds: (text[0]! + text.at(-1)!) as RangeBounds });
};

// Each as PostgreSQL answers `a::int4range operator b::int4range`.
const relations: readonly (readonly [a: string, method: keyof Range, b: string, result: boolean])[] = [
  ["[1,5)", "contains", "[2,3]", true],
  ["[1,5)", "contains", "[2,5)", true],
  ["[1,5)", "contains", "[2,5]", false],
  ["[1,5)", "contains", "[2,4]", true],
  ["[1,5)", "contains", "empty", true],
  ["empty", "contains", "empty", true],
  ["empty", "contains", "[1,2)", false],
  ["[,5)", "contains", "[,4]", true],
  ["[1,]", "contains", "[1,)", true],
  ["[2,3]", "containedBy", "(1,5)", true],
  ["[2,3]", "containedBy", "(2,5)", false],
  ["[1,3)", "overlaps", "[3,5)", false],
  ["[1,3]", "overlaps", "[3,5)", true],
  ["(1,3)", "overlaps", "[1,2)", false],
  ["empty", "overlaps", "[1,2)", false],
  ["[,)", "overlaps", "[1,2)", true],
  ["[1,3)", "strictlyLeftOf", "[3,5)", true],
  ["[1,3]", "strictlyLeftOf", "[3,5)", false],
  ["[1,3]", "strictlyLeftOf", "(3,5)", true],
  ["[1,)", "strictlyLeftOf", "[3,5)", false],
  ["[5,9)", "strictlyRightOf", "[1,5)", true],
  ["[5,9)", "strictlyRightOf", "[1,5]", false],
  ["[1,5)", "notExtendRightOf", "[0,4]", true],
  ["[1,6)", "notExtendRightOf", "[0,4]", false],
  ["[1,)", "notExtendRightOf", "[0,)", true],
  ["[1,5)", "notExtendLeftOf", "(0,9)", true],
  ["[0,5)", "notExtendLeftOf", "(0,9)", false],
  ["[1,3)", "adjacentTo", "[3,5)", true],
  ["[1,3]", "adjacentTo", "[4,5)", true],
  ["[1,3)", "adjacentTo", "(3,5)", false],
  ["[4,5)", "adjacentTo", "[1,3]", true],
  ["[1,3]", "adjacentTo", "[3,5)", false],
  ["empty", "adjacentTo", "[3,5)", false],
  ["[1,4]", "equals", "[1,5)", true],
  ["(0,5)", "equals", "[1,4]", true],
  ["[1,5)", "equals", "[1,5]", false],
  ["[3,3)", "equals", "empty", true],
];
const made: readonly (readonly [
  a: string,
  method: "union" | "intersection" | "difference",
  b: string,
  result: string,
])[] = [
  ["[1,3)", "union", "[3,5)", "[1,5)"],
  ["[1,3)", "union", "[2,9]", "[1,9]"],
  ["[1,3)", "union", "empty", "[1,3)"],
  ["empty", "union", "[1,3)", "[1,3)"],
  ["[1,5)", "intersection", "[3,9)", "[3,5)"],
  ["[1,5)", "intersection", "(3,4]", "(3,5)"],
  ["[1,5)", "intersection", "[5,9)", "empty"],
  ["[,5)", "intersection", "[1,)", "[1,5)"],
  ["[1,5)", "difference", "[3,9)", "[1,3)"],
  ["[1,5)", "difference", "(3,9)", "[1,3]"],
  ["[1,5)", "difference", "[0,3)", "[3,5)"],
  ["[1,5)", "difference", "[0,3]", "(3,5)"],
  ["[1,5)", "difference", "[0,9)", "empty"],
  ["[1,5)", "difference", "[7,9)", "[1,5)"],
];

describe("Range", () => {
  test.each(relations)("%s %s %s is %s", (a, method, b, result) => {
    expect((of(a)[method] as (other: Range<number>) => boolean).call(of(a), of(b))).toBe(result);
  });
  test.each(made)("%s %s %s is %s", (a, method, b, result) => {
    expect(of(a)[method](of(b)).toString()).toBe(result);
  });
  test("has no union over a gap, nor a difference of two parts", () => {
    expect(() => of("[1,3)").union(of("[5,6)"))).toThrow(ArgumentError);
    expect(() => of("[1,9)").difference(of("[3,5)"))).toThrow(ArgumentError);
  });
  test("contains elements", () => {
    expect([0, 1, 4, 5].map((n) => of("[1,5)").contains(n))).toEqual([false, true, true, false]);
    expect([0, 1, 4, 5].map((n) => of("(1,5]").contains(n))).toEqual([false, false, true, true]);
    expect(of("[,)").contains(7)).toBe(true);
    expect(of("empty").contains(7)).toBe(false);
    expect(new Range("9", "10").contains("9.5")).toBe(true);
    expect(new Range("0.1000000000000000000001", "1").contains("0.1")).toBe(false);
    expect(new Range("2024-01-01", "2024-02-01").contains("2024-01-31")).toBe(true);
    const day = new Range(new Date("2024-01-01Z"), new Date("2024-01-02Z"));
    expect(day.contains(new Date("2024-01-01T12:00:00Z"))).toBe(true);
  });
  test("tells its ends", () => {
    expect(of("[1,5)")).toMatchObject({
      lowerInc: true,
      upperInc: false,
      lowerInf: false,
      upperInf: false,
      isempty: false,
    });
    expect(of("(,5]")).toMatchObject({ lowerInc: false, upperInc: true, lowerInf: true, upperInf: false });
    expect([of("(1,2)").isempty, of("[1,1]").isempty, of("[1,1)").isempty, of("empty").isempty]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect(new Range("2024-01-31", null, { bounds: "(]" }).adjacentTo(new Range<string>(null, "2024-02-01"))).toBe(
      true,
    );
  });
  test("refuses ends in the wrong order, and unknown bounds", () => {
    expect(() => new Range(5, 1)).toThrow(ArgumentError);
    expect(() => new Range("10", "9")).toThrow(ArgumentError);
    expect(() => new Range(1, 5, { bounds: "{}" as RangeBounds })).toThrow(ArgumentError);
    expect(() => new Range(undefined as never, 5, {})).not.toThrow();
    expect(() => new Range(1, undefined as never)).not.toThrow();
  });
});
