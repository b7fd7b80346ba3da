import { type Author, type Book, type Item, type Shelf, type Tag } from "./models.ts";

/** What the database is to hold, by keys of the test's own. */
export interface Facts {
  readonly authors: Map<number, { name: string; nick: string | null }>;
  readonly books: Map<number, { title: string; author: number | null; sequelOf: number | null; tags: Set<number> }>;
  readonly tags: Map<number, { label: string }>;
  readonly shelves: Map<number, { name: string }>;
  readonly items: Map<number, { text: string; shelf: number }>;
}

export interface Entities {
  readonly authors: Map<number, Author>;
  readonly books: Map<number, Book>;
  readonly tags: Map<number, Tag>;
  readonly shelves: Map<number, Shelf>;
  readonly items: Map<number, Item>;
}

export function noFacts(): Facts {
  return { authors: new Map(), books: new Map(), tags: new Map(), shelves: new Map(), items: new Map() };
}

export function copyOf(facts: Facts): Facts {
  const rows = <R extends object>(map: Map<number, R>): Map<number, R> =>
    new Map([...map].map(([key, row]) => [key, { ...row }]));
  return {
    authors: rows(facts.authors),
    books: new Map([...facts.books].map(([key, book]) => [key, { ...book, tags: new Set(book.tags) }])),
    tags: rows(facts.tags),
    shelves: rows(facts.shelves),
    items: rows(facts.items),
  };
}
