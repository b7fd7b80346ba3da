import { CircularDependencyError } from "../../errors/circular-dependency.ts";
import type { InstanceState } from "../contract/state.ts";

/** `after` can only be written when `before` is. */
export interface StateEdge {
  readonly before: InstanceState;
  readonly after: InstanceState;
}

interface Vertex {
  readonly state: InstanceState;
  waiting: number;
  level: number;
  readonly followers: Vertex[];
}

/**
 * Splits objects into levels, each of which depends on earlier ones only. Linear in objects and edges; objects without
 * edges are on the first level. Throws CircularDependencyError when rows wait for each other.
 */
export function stateLevels(states: readonly InstanceState[], edges: readonly StateEdge[]): InstanceState[][] {
  if (edges.length === 0) return states.length === 0 ? [] : [[...states]];
  const vertices = new Map<InstanceState, Vertex>();
  const known = new Set(states);
  const vertex = (state: InstanceState): Vertex => {
    let found = vertices.get(state);
    if (found === undefined) vertices.set(state, (found = { state, waiting: 0, level: 0, followers: [] }));
    return found;
  };
  for (const { before, after } of edges) {
    if (!known.has(before) || !known.has(after)) continue;
    vertex(before).followers.push(vertex(after));
    vertex(after).waiting++;
  }
  const queue: Vertex[] = [];
  for (const candidate of vertices.values()) if (candidate.waiting === 0) queue.push(candidate);
  for (let at = 0; at < queue.length; at++) {
    const done = queue[at] as Vertex;
    for (const follower of done.followers) {
      if (follower.level <= done.level) follower.level = done.level + 1;
      if (--follower.waiting === 0) queue.push(follower);
    }
  }
  if (queue.length < vertices.size) throw circular(vertices);
  const levels: InstanceState[][] = [];
  for (const state of states) {
    const level = vertices.get(state)?.level ?? 0;
    while (levels.length <= level) levels.push([]);
    levels[level]?.push(state);
  }
  return levels;
}

function circular(vertices: ReadonlyMap<InstanceState, Vertex>): CircularDependencyError {
  // Whoever still waits has somebody waiting before him: walking backwards must come to a circle.
  const before = new Map<Vertex, Vertex>();
  let start: Vertex | undefined;
  for (const candidate of vertices.values()) {
    if (candidate.waiting === 0) continue;
    start ??= candidate;
    for (const follower of candidate.followers) if (follower.waiting > 0) before.set(follower, candidate);
  }
  const path: Vertex[] = [];
  const seen = new Set<Vertex>();
  for (let at = start; at !== undefined && !seen.has(at); at = before.get(at)) {
    seen.add(at);
    path.push(at);
    start = before.get(at);
  }
  const cycle = path.slice(start === undefined ? 0 : path.indexOf(start)).reverse();
  const names = cycle.map(({ state }) => state.mapper.name);
  return new CircularDependencyError(
    `The rows of ${cycle.length === 1 ? "one object refer to themselves" : `${cycle.length} objects refer to each other in a circle`}: ${[...names, names[0]].join(" -> ")}. ` +
      "No order of statements can write them. Set `postUpdate: true` on one of the relationships of the circle; its foreign key is then filled by an UPDATE afterwards.",
    names,
  );
}
