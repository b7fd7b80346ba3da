import { float, integer, string } from "athanor";
import { declarativeBase, manyToMany, manyToOne, oneToMany } from "athanor/orm";

export class Base extends declarativeBase() {}

export class Language extends Base.table("languages", {
  code: string(3).primaryKey(),
  name: string(),
  get countries() {
    return manyToMany(() => Country, { secondary: () => countryLanguage, backPopulates: "languages" });
  },
}) {}

export class Currency extends Base.table("currencies", {
  code: string(3).primaryKey(),
  name: string(),
  get countries() {
    return manyToMany(() => Country, { secondary: () => countryCurrency, backPopulates: "currencies" });
  },
}) {}

export class Country extends Base.table("countries", {
  code: string(2).primaryKey(),
  name: string(),
  region: string().index(),
  area: float(),
  get languages() {
    return manyToMany(() => Language, { secondary: () => countryLanguage, backPopulates: "countries" });
  },
  get currencies() {
    return manyToMany(() => Currency, { secondary: () => countryCurrency, backPopulates: "countries" });
  },
  /** The countries that this one names as its neighbours, and those that name it. */
  get neighbours() {
    return manyToMany(() => Country, {
      secondary: () => border,
      primaryjoin: () => Country.c.code.eq(border.c.countryCode),
      secondaryjoin: () => Country.c.code.eq(border.c.neighbourCode),
      backPopulates: "neighbourOf",
    });
  },
  get neighbourOf() {
    return manyToMany(() => Country, {
      secondary: () => border,
      primaryjoin: () => Country.c.code.eq(border.c.neighbourCode),
      secondaryjoin: () => Country.c.code.eq(border.c.countryCode),
      backPopulates: "neighbours",
    });
  },
  get cities() {
    return oneToMany(() => City, { backPopulates: "country" });
  },
}) {}

export class City extends Base.table("cities", {
  id: integer().primaryKey(),
  name: string(),
  population: integer().index(),
  latitude: float(),
  longitude: float(),
  countryCode: string(2).references("countries.code").index(),
  get country() {
    return manyToOne(() => Country, { backPopulates: "cities" });
  },
}) {}

const countryLanguage = Base.metadata.table("country_languages", {
  countryCode: string(2).primaryKey().references("countries.code"),
  languageCode: string(3).primaryKey().references("languages.code"),
});

const countryCurrency = Base.metadata.table("country_currencies", {
  countryCode: string(2).primaryKey().references("countries.code"),
  currencyCode: string(3).primaryKey().references("currencies.code"),
});

export const border = Base.metadata.table("borders", {
  countryCode: string(2).primaryKey().references("countries.code"),
  neighbourCode: string(2).primaryKey().references("countries.code"),
});
