// The map of the form as a picture: units, names, the pin, a scale. An image input tells where it was pressed, without a script.
import type { UnitCollection } from '@city/ui/parts';
import { mapSize, pixelOf, type PlainPoint } from './draft.ts';

const { width, height } = mapSize;
/** The tokens of the design system: a picture cannot read the page's stylesheet. */
const colours = {
  water: '#e3eff4',
  land: '#fbfbf8',
  edge: '#b9c5c9',
  label: '#4a5761',
  pin: '#005f8a',
  dot: '#7cb7d2',
};
const font = "'Be Vietnam Pro','Segoe UI',Roboto,'Noto Sans',Arial,sans-serif";

export interface MapPicture {
  readonly units: UnitCollection;
  readonly centre: PlainPoint;
  readonly km: number;
  readonly pin: PlainPoint | null;
  /** Reports that are open nearby. */
  readonly others: readonly PlainPoint[];
}

/** SVG text of the map. Every text in it is escaped. */
export function mapPicture({ units, centre, km, pin, others }: MapPicture): string {
  const view = { centre, km };
  const shapes = units.features.map((feature) => {
    const polygons =
      feature.geometry.type === 'Polygon' ? [feature.geometry.coordinates] : feature.geometry.coordinates;
    return polygons
      .flat()
      .map((ring) => pathOf(ring as [number, number][], view))
      .join('');
  });
  const dots = others.map((place) => {
    const { x, y } = pixelOf(view, place);
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="5" fill="${colours.dot}" stroke="#fff" stroke-width="1.5"/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${colours.water}"/>`,
    `<g fill="${colours.land}" stroke="${colours.edge}" stroke-width="1.2" stroke-linejoin="round">${shapes.map((d) => `<path d="${d}"/>`).join('')}</g>`,
    names(units, view),
    dots.join(''),
    pin ? pinAt(pixelOf(view, pin)) : '',
    scaleBar(km),
    '</svg>',
  ].join('');
}

function pathOf(ring: readonly [number, number][], view: { centre: PlainPoint; km: number }): string {
  let path = '';
  let last = '';
  for (const [lon, lat] of ring) {
    const { x, y } = pixelOf(view, { lat, lon });
    const at = `${Math.round(x)} ${Math.round(y)}`;
    if (at !== last) path += `${path === '' ? 'M' : 'L'}${at}`;
    last = at;
  }
  return path === '' ? '' : `${path}Z`;
}

/** Names of the units whose middle is in the picture, or of the one that fills it. */
function names(units: UnitCollection, view: { centre: PlainPoint; km: number }): string {
  const placed: { x: number; y: number }[] = [];
  return units.features
    .flatMap((feature) => {
      const at = pixelOf(view, middleOf(feature));
      const name = feature.properties?.name ?? '';
      const inside = at.x > 50 && at.x < width - 50 && at.y > 16 && at.y < height - 12;
      const free = placed.every((other) => Math.abs(other.x - at.x) > 90 || Math.abs(other.y - at.y) > 18);
      if (!inside || !free || name === '') return [];
      placed.push(at);
      return [
        `<text x="${at.x.toFixed(0)}" y="${at.y.toFixed(0)}" font-family="${font}" font-size="13" text-anchor="middle" fill="${colours.label}" stroke="#fff" stroke-width="3" paint-order="stroke">${escaped(name)}</text>`,
      ];
    })
    .join('');
}

function middleOf(feature: UnitCollection['features'][number]): PlainPoint {
  const polygons =
    feature.geometry.type === 'Polygon' ? [feature.geometry.coordinates] : feature.geometry.coordinates;
  const ring = polygons.map(([outer = []]) => outer).sort((a, b) => b.length - a.length)[0] ?? [];
  const sum = ring.reduce((all, [lon = 0, lat = 0]) => ({ lat: all.lat + lat, lon: all.lon + lon }), {
    lat: 0,
    lon: 0,
  });
  return { lat: sum.lat / Math.max(ring.length, 1), lon: sum.lon / Math.max(ring.length, 1) };
}

function pinAt({ x, y }: { x: number; y: number }): string {
  return (
    `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)})"><ellipse cy="2" rx="9" ry="3.5" fill="#131a20" opacity=".22"/>` +
    `<path d="M0 1c10-11.5 15-19 15-26A15 15 0 0 0-15-25C-15-18-10-10.5 0 1z" fill="${colours.pin}" stroke="#fff" stroke-width="2"/><circle cy="-25" r="5.5" fill="#fff"/></g>`
  );
}

/** How long a fifth of the picture is, rounded to something one can say. */
function scaleBar(km: number): string {
  const metres =
    [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50].find((one) => one <= (km * 1000) / 5) ??
    50;
  const length = (metres / 1000 / km) * width;
  const words = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  const y = height - 12;
  // Phones see only the middle of the picture.
  const x = width / 2 - 140;
  return (
    `<g stroke="${colours.label}" stroke-width="2" fill="none"><path d="M${x} ${y - 5}v5h${length.toFixed(1)}v-5"/></g>` +
    `<text x="${(x + 6 + length).toFixed(0)}" y="${y + 2}" font-family="${font}" font-size="12" fill="${colours.label}">${words}</text>`
  );
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
