import type { Mapper } from "../contract/mapper.ts";
import type { SessionContract } from "../contract/session.ts";
import type { InstanceState } from "../contract/state.ts";
import { hearsModel, modelEvents, tellModel } from "../mapping/model-events.ts";

/** Who hears of the objects of a class that rows make or fill. */
export interface LoadObserver {
  loaded(state: InstanceState): void;
  /** `slots`: what was filled; undefined: all. */
  refreshed(state: InstanceState, slots: readonly number[] | undefined): void;
}

/** undefined while nobody listens: asked once for many rows. */
export function loadObserver(session: SessionContract, mapper: Mapper): LoadObserver | undefined {
  const { onLoad } = session;
  if (modelEvents.version === 0 && onLoad === undefined) return undefined;
  const hearsLoad = hearsModel(mapper, "load");
  const hearsRefresh = hearsModel(mapper, "refresh");
  if (!hearsLoad && !hearsRefresh && onLoad === undefined) return undefined;
  const context = { session: session.user };
  return {
    loaded(state) {
      if (hearsLoad) tellModel(mapper, "load", [state.entity, context]);
      onLoad?.(state);
    },
    refreshed(state, slots) {
      if (!hearsRefresh) return;
      const names = slots?.map((slot) => mapper.values[slot]?.key ?? "") ?? null;
      tellModel(mapper, "refresh", [state.entity, context, names]);
    },
  };
}
