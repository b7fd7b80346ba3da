import { ArgumentError } from "../errors/argument.ts";
import { NoSuchModuleError } from "../errors/driver.ts";
import { describeValue } from "../util/describe.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import type { EventEngine } from "./engine-events.ts";
import type { URL } from "./url.ts";

/** Options that a plugin may read, change and take away. */
export type PluginOptions = Record<string, unknown>;

/**
 * Takes part in making an engine: a base class for what changes URLs or options, or listens to every engine that names it.
 *
 * ```ts
 * class Audit extends CreateEnginePlugin {
 *   override updateUrl(url: URL) { return url.differenceUpdateQuery(["audit_file"]); }
 *   override engineCreated(engine: EventEngine) { listen(engine as Engine, "commit", () => write(this.url.query["audit_file"])); }
 * }
 * registerPlugin("audit", Audit);
 * createEngine("sqlite:///app.db?plugin=audit&audit_file=audit.log");
 * createEngine("sqlite:///app.db", { plugins: [Audit] });
 * ```
 *
 * The methods are called in the order in which they stand here.
 */
export class CreateEnginePlugin {
  /** The URL as it was given, with `plugin` and the plugin's own entries. */
  readonly url: URL;

  /** `options` are those of createEngine, as the plugins before left them: the plugin takes its own out. */
  constructor(url: URL, _options: PluginOptions) {
    this.url = url;
  }
  /** The URL without the plugin's own entries, or another one; undefined leaves it as it is. */
  updateUrl(_url: URL): URL | undefined {
    return undefined;
  }
  /** `options` are those that the dialect gets (`sqliteBeginMode` …); the plugin may change them. */
  handleDialectKwargs(_dialectName: string, _options: PluginOptions): void {}
  /** `options` are those that the pool gets (`poolSize` …); the plugin may change them. */
  handlePoolKwargs(_poolclass: string, _options: PluginOptions): void {}
  /** The engine is made: the place to listen to its events. It is the Engine or AsyncEngine. */
  engineCreated(_engine: EventEngine): void {}
}

export type CreateEnginePluginClass = new (url: URL, options: PluginOptions) => CreateEnginePlugin;

const plugins = new Map<string, CreateEnginePluginClass>();

/** Makes a plugin known under a name, for `?plugin=name` in URLs and for the option `plugins`. The last registration of a name counts. */
export function registerPlugin(name: string, plugin: CreateEnginePluginClass): void {
  plugins.set(name, plugin);
}

/** The plugins of an engine, made; and the URL without their names, as they want it. */
export function loadPlugins(
  url: URL,
  options: PluginOptions,
): { readonly url: URL; readonly plugins: readonly CreateEnginePlugin[] } {
  const named = url.normalizedQuery["plugin"] ?? [];
  const given: unknown = options["plugins"] ?? [];
  if (!Array.isArray(given))
    throw new ArgumentError(`plugins is a list of names and classes; got ${describeValue(given)}.`);
  if (named.length === 0 && given.length === 0) return { url, plugins: [] };
  const made = [...named, ...(given as unknown[])].map((each) => new (pluginClass(each))(url, options));
  let left = url.differenceUpdateQuery(["plugin"]);
  for (const plugin of made) left = plugin.updateUrl(left) ?? left;
  return { url: left, plugins: made };
}

function pluginClass(given: unknown): CreateEnginePluginClass {
  if (typeof given === "function") return given as CreateEnginePluginClass;
  const found = typeof given === "string" ? plugins.get(given) : undefined;
  if (found !== undefined) return found;
  if (typeof given !== "string")
    throw new ArgumentError(`A plugin is the name of one, or its class; got ${describeValue(given)}.`);
  throw new NoSuchModuleError(
    `Unknown plugin ${JSON.stringify(given)}: registerPlugin() makes one known.${didYouMean(given, plugins.keys())}`,
  );
}
