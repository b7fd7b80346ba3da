import { CircularDependencyError } from "../../errors/circular-dependency.ts";
import type { InstanceState } from "../contract/state.ts";

/** `after` can only be written when `before` is. */
export interface StateEdge {
  readonly before: InstanceState;
  readonly after: InstanceState;
}

/** Two neighbours in a circle: one waits for the other for each of these reasons. */
export type Link<E extends StateEdge> = readonly [E, ...E[]];

/** Opens a circle: gives the reasons that fell away, all of one `before`; undefined: there is no way. */
export type OpenCircle<E extends StateEdge> = (circle: readonly Link<E>[]) => ReadonlySet<E> | undefined;

interface Vertex<E extends StateEdge> {
  readonly state: InstanceState;
  waiting: number;
  level: number;
  readonly followers: { readonly vertex: Vertex<E>; readonly edge: E }[];
}

/**
 * Splits objects into levels, each of which depends on earlier ones only. Linear in objects and edges; objects without
 * edges are on the first level. Throws CircularDependencyError when rows wait for each other and `open` cannot help.
 */
export function stateLevels<E extends StateEdge>(
  states: readonly InstanceState[],
  edges: readonly E[],
  open: OpenCircle<E> = () => undefined,
): InstanceState[][] {
  if (edges.length === 0) return states.length === 0 ? [] : [[...states]];
  const vertices = new Map<InstanceState, Vertex<E>>();
  const known = new Set(states);
  const vertex = (state: InstanceState): Vertex<E> => {
    let found = vertices.get(state);
    if (found === undefined) vertices.set(state, (found = { state, waiting: 0, level: 0, followers: [] }));
    return found;
  };
  for (const edge of edges) {
    const { before, after } = edge;
    if (!known.has(before) || !known.has(after)) continue;
    const follower = vertex(after);
    vertex(before).followers.push({ vertex: follower, edge });
    follower.waiting++;
  }
  const queue: Vertex<E>[] = [];
  for (const candidate of vertices.values()) if (candidate.waiting === 0) queue.push(candidate);
  for (let at = 0; ; at++) {
    if (at === queue.length) {
      if (at === vertices.size) break;
      openCircles(vertices.values(), open, queue);
    }
    const done = queue[at] as Vertex<E>;
    for (const { vertex: follower } of done.followers) {
      if (follower.level <= done.level) follower.level = done.level + 1;
      if (--follower.waiting === 0) queue.push(follower);
    }
  }
  const levels: InstanceState[][] = [];
  for (const state of states) {
    const level = vertices.get(state)?.level ?? 0;
    while (levels.length <= level) levels.push([]);
    levels[level]?.push(state);
  }
  return levels;
}

/** Whoever still waits has somebody waiting before him: walking backwards comes to a circle. All that are apart are opened at once. */
function openCircles<E extends StateEdge>(
  vertices: Iterable<Vertex<E>>,
  open: OpenCircle<E>,
  queue: Vertex<E>[],
): void {
  const before = new Map<Vertex<E>, Vertex<E>>();
  for (const candidate of vertices) {
    if (candidate.waiting === 0) continue;
    for (const { vertex: follower } of candidate.followers) if (follower.waiting > 0) before.set(follower, candidate);
  }
  const walks = new Map<Vertex<E>, Vertex<E>>();
  for (const start of before.keys()) {
    let at: Vertex<E> | undefined = start;
    while (at !== undefined && !walks.has(at)) {
      walks.set(at, start);
      at = before.get(at);
    }
    if (at !== undefined && walks.get(at) === start) openCircle(circleAt(at, before), open, queue);
  }
}

function circleAt<V>(start: V, before: ReadonlyMap<V, V>): V[] {
  const circle = [start];
  for (let at = before.get(start); at !== undefined && at !== start; at = before.get(at)) circle.push(at);
  return circle.reverse();
}

function openCircle<E extends StateEdge>(circle: readonly Vertex<E>[], open: OpenCircle<E>, queue: Vertex<E>[]): void {
  const links = circle.map((vertex, i) => {
    const next = circle[(i + 1) % circle.length];
    return vertex.followers.flatMap((each) => (each.vertex === next ? each.edge : [])) as unknown as Link<E>;
  });
  const gone = open(links);
  if (gone === undefined) throw circular(circle.map(({ state }) => state));
  for (const { followers } of circle) {
    for (let i = followers.length - 1; i >= 0; i--) {
      const { vertex, edge } = followers[i] as (typeof followers)[number];
      if (!gone.has(edge)) continue;
      followers.splice(i, 1);
      if (--vertex.waiting === 0) queue.push(vertex);
    }
  }
}

function circular(cycle: readonly InstanceState[]): CircularDependencyError {
  const names = cycle.map(({ mapper }) => mapper.name);
  return new CircularDependencyError(
    `The rows of ${cycle.length === 1 ? "one object refer to themselves" : `${cycle.length} objects refer to each other in a circle`}: ${[...names, names[0]].join(" -> ")}. ` +
      "No order of statements can write them. Set `postUpdate: true` on one of the relationships of the circle; its foreign key is then filled by an UPDATE afterwards.",
    names,
  );
}
