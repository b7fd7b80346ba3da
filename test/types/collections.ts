// What collections are, by collectionClass; compiled, never run.
import { integer, string } from "athanor";
import {
  attributeKeyedDict,
  columnKeyedDict,
  declarativeBase,
  InstrumentedList,
  InstrumentedSet,
  KeyFuncDict,
  keyfuncMapping,
  manyToMany,
  manyToOne,
  oneToMany,
  orderingList,
} from "athanor/orm";
import { type Equal, same } from "./equal.ts";

class Base extends declarativeBase() {}

class Deck extends InstrumentedList<Card> {
  get red(): Card[] {
    return this.filter((card) => card.suit === "red");
  }
}
class Bag extends Set<Card> {
  total(): number {
    return this.size;
  }
}
class Pool<T extends object> extends InstrumentedSet<T> {}
class ByRank extends KeyFuncDict<number, Card> {
  constructor() {
    super((card) => card.rank);
  }
}

class Player extends Base.table("players", {
  id: integer().primaryKey(),
  get hand() {
    return oneToMany(() => Card, { backPopulates: "player" });
  },
  get set() {
    return oneToMany(() => Card, { collectionClass: Set, orderBy: (card) => card.c.rank });
  },
  get bySuit() {
    return oneToMany(() => Card, { collectionClass: attributeKeyedDict("suit") });
  },
  get byRank() {
    return oneToMany(() => Card, { collectionClass: keyfuncMapping((card: Card) => card.rank * 2) });
  },
  get byColumn() {
    return oneToMany(() => Card, { collectionClass: columnKeyedDict<string>(() => Card.c.suit) });
  },
  get ordered() {
    return oneToMany(() => Card, { collectionClass: orderingList("rank", { countFrom: 1 }) });
  },
  get deck() {
    return oneToMany(() => Card, { collectionClass: Deck });
  },
  get bag() {
    return oneToMany(() => Card, { collectionClass: Bag });
  },
  get pool() {
    return oneToMany(() => Card, { collectionClass: Pool<Card> });
  },
  get ranks() {
    return oneToMany(() => Card, { collectionClass: ByRank });
  },
  get friends() {
    return manyToMany(() => Player, { secondary: () => Card, collectionClass: Set });
  },
}) {}

class Card extends Base.table("cards", {
  id: integer().primaryKey(),
  suit: string(),
  rank: integer(),
  playerId: integer().references("players.id"),
  get player() {
    return manyToOne(() => Player, { backPopulates: "hand" });
  },
}) {}

declare const player: Player;
declare const card: Card;

same<Equal<typeof player.hand, Card[]>>();
same<Equal<typeof player.set, Set<Card>>>();
same<Equal<typeof player.bySuit, Map<string, Card>>>();
same<Equal<typeof player.byRank, Map<number, Card>>>();
same<Equal<typeof player.byColumn, Map<string, Card>>>();
same<Equal<typeof player.ordered, Card[]>>();
same<Equal<typeof player.deck, Deck>>();
same<Equal<typeof player.bag, Bag>>();
same<Equal<typeof player.pool, Pool<Card>>>();
same<Equal<typeof player.ranks, ByRank>>();
same<Equal<typeof player.friends, Set<Player>>>();
const red: Card[] = player.deck.red;
const total: number = player.bag.total();

player.set = new Set([card]);
player.bySuit = new Map([["red", card]]);
// @ts-expect-error an array is no Set
player.set = [card];
// @ts-expect-error a key of another type
player.bySuit.get(1);
// @ts-expect-error players are no cards
player.set.add(player);

new Player({ hand: new Set([card]), set: [card], bySuit: [card], ordered: [card].values() });
new Player({ bySuit: new Map([["red", card]]) });
// @ts-expect-error players are no cards
new Player({ set: [player] });
// @ts-expect-error a Map with keys of another type
new Player({ bySuit: new Map([[1, card]]) });

async function awaited(): Promise<void> {
  same<Equal<Awaited<typeof player.awaitableAttrs.set>, Set<Card>>>();
}
void [red, total, awaited];

class Refused extends Base.table("refused", {
  id: integer().primaryKey(),
  get one() {
    // @ts-expect-error a scalar has no collection class
    return manyToOne(() => Card, { collectionClass: Set });
  },
}) {}
void Refused;
