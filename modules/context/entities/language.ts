// Which of the languages at hand serves best what is asked for (GS CIM 009 §4.15; RFC 3282, RFC 4647 lookup).

/** The key of the map to show; undefined when the map is empty. Without a match any language serves, in the order kept. */
export function bestLanguage(asked: string, available: readonly string[]): string | undefined {
  const ranges = asked
    .split(',')
    .map((part, at) => {
      const [tag = '', ...params] = part.split(';').map((piece) => piece.trim());
      const q = params.map((param) => /^q=([0-9.]+)$/.exec(param)?.[1]).find((value) => value !== undefined);
      return { tag: tag.toLowerCase(), q: q === undefined ? 1 : Number(q), at };
    })
    .filter(({ tag, q }) => tag !== '' && q > 0)
    .sort((one, other) => other.q - one.q || one.at - other.at);
  for (const { tag } of ranges) {
    const found = tag === '*' ? available[0] : matching(tag, available);
    if (found !== undefined) return found;
  }
  return available.find((key) => key !== '@none') ?? available[0];
}

function matching(range: string, available: readonly string[]): string | undefined {
  for (let tag = range; tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const found =
      available.find((key) => key.toLowerCase() === tag) ??
      available.find((key) => key.toLowerCase().startsWith(`${tag}-`));
    if (found !== undefined) return found;
  }
  return undefined;
}
