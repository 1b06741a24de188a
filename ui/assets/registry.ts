// What is known of the built assets: names to addresses. Tiny, so that pages can ask without pulling the builder in.

export type Asset = {
  /** Stable name, "people.css", "fonts/be-vietnam-pro-400.woff2". */
  name: string;
  /** Address; with a hash of the content when immutable. */
  url: string;
  /** Absolute path of the file; `.br` and `.gz` beside it where `encodings` says so. */
  file: string;
  contentType: string;
  /** True: may be cached for ever. False: ask again with the ETag. */
  immutable: boolean;
  /** Strong validator, quotes included. */
  etag: string;
  encodings: readonly ('br' | 'gzip')[];
  /** Bytes of the plain file. */
  size: number;
};

let built: readonly Asset[] = [];
let addresses: ReadonlyMap<string, string> = new Map();

/** Takes over what the builder made. */
export function registerAssets(list: readonly Asset[]): void {
  built = list;
  addresses = new Map(list.filter((asset) => asset.immutable).map((asset) => [asset.name, asset.url]));
}

/** Everything that is to be served: each asset under its hashed address and, for those who know only the name, under that. */
export function assets(): readonly Asset[] {
  return built;
}

/** The address of an asset by its stable name; the unhashed address as long as nothing was built. */
export function assetUrl(name: string): string {
  return addresses.get(name) ?? `/assets/${name}`;
}
