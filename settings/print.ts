/** The settings in force as YAML that could be a file of settings, with where each is from behind it. */
import { Document, isMap, isScalar, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { LoadedSettings } from './load.js';

/** @param flags where settings that a flag has set are from, by path: `retain_seconds` → `--retain` */
export function settingsYaml(loaded: LoadedSettings, flags: ReadonlyMap<string, string> = new Map()): string {
  const document = new Document(loaded.settings, { aliasDuplicateObjects: false });
  const from = (path: readonly string[]): string => {
    const line = loaded.lineOf(path);
    return flags.get(path.join('/')) ?? (line === undefined ? 'default' : `${loaded.file}:${line}`);
  };
  annotate(document.contents as YAMLMap, [], from);
  return document.toString({ lineWidth: 0 });
}

function annotate(map: YAMLMap, path: readonly string[], from: (path: readonly string[]) => string): void {
  for (const pair of map.items as Pair<Scalar, unknown>[]) {
    const { key, value } = pair;
    const at = [...path, String(key.value)];
    if (isMap(value) && value.items.length > 0) annotate(value, at, from);
    else if (isScalar(value)) value.comment = ` ${from(at)}`;
    // Lists have no room behind them.
    else key.commentBefore = ` ${from(at)}`;
  }
}
