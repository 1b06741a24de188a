// The pinnate leaf of the flamboyant tree: lies once on a page, pale, behind the place where one reaches a human.

type Curve = {
  from: readonly [number, number];
  bend: readonly [number, number];
  to: readonly [number, number];
};

const stems: readonly Curve[] = [
  { from: [7.6, 193.8], bend: [121.6, 79.8], to: [387.6, 57] },
  { from: [-15.2, 136.8], bend: [83.6, 30.4], to: [273.6, -3.8] },
];

/** Pairs of leaflets along a quadratic stem, longest in the middle, 62° off its direction. */
function leaflets({ from, bend, to }: Curve): string {
  const pairs = 26;
  let path = '';
  for (let pair = 1; pair <= pairs; pair += 1) {
    const along = 0.03 + (pair / pairs) * 0.95;
    const rest = 1 - along;
    const x = rest * rest * from[0] + 2 * rest * along * bend[0] + along * along * to[0];
    const y = rest * rest * from[1] + 2 * rest * along * bend[1] + along * along * to[1];
    const dx = 2 * rest * (bend[0] - from[0]) + 2 * along * (to[0] - bend[0]);
    const dy = 2 * rest * (bend[1] - from[1]) + 2 * along * (to[1] - bend[1]);
    const length = 24.6 - Math.abs(along - 0.42) * 11;
    for (const side of [-62, 62]) path += leaflet(x, y, Math.atan2(dy, dx) + (side * Math.PI) / 180, length);
  }
  return path;
}

/** A slim ellipse from the stem outwards, as two arcs. */
function leaflet(x: number, y: number, angle: number, length: number): string {
  const dx = Math.round(Math.cos(angle) * length);
  const dy = Math.round(Math.sin(angle) * length);
  const turn = Math.round((angle * 180) / Math.PI);
  const radii = `${Math.round(length / 2)} 3.4 ${turn} 0 1`;
  return `M${Math.round(x)} ${Math.round(y)}a${radii} ${dx} ${dy} ${radii} ${-dx} ${-dy}`;
}

const stemPath = stems
  .map(({ from, bend, to }) => `M${from.join(' ')}Q${bend.join(' ')} ${to.join(' ')}`)
  .join('');
const leafPath = stems.map(leaflets).join('');

export function Leaf() {
  return (
    <svg className="lf" viewBox="0 0 380 190" width="380" height="190" aria-hidden="true">
      <path className="lf-stem" d={stemPath} />
      <path d={leafPath} />
    </svg>
  );
}
