// The large map of the form: our own units, the pin to press or drag. Loaded only when somebody asks for it.
import libraryStyle from 'maplibre-gl/dist/maplibre-gl.css' with { type: 'text' };
import { MapView, type UnitBoundaries } from '@city/ui/map';
import mapStyle from '@city/ui/map.css' with { type: 'text' };

export interface PinMap {
  readonly box: HTMLElement;
  readonly lat: HTMLInputElement;
  readonly lon: HTMLInputElement;
  /** The pin was set by hand. */
  readonly placed: () => void;
  readonly failed: () => void;
}

const nearZoom = 15;
const cityZoom = 11;

/** Puts the map over the picture. Rejects where the browser draws none or the units do not come. */
export async function open({ box, lat, lon, placed, failed }: PinMap): Promise<void> {
  const answer = await fetch('/api/units/boundaries');
  if (!answer.ok) throw new Error(`boundaries: ${answer.status}`);
  const units = (await answer.json()) as UnitBoundaries;
  addStyles();
  const canvas = document.createElement('div');
  canvas.className = 'city-map-canvas';
  box.prepend(canvas);
  let isOurs = false;
  const view = new MapView(canvas, {
    workerUrl: '/assets/islands/map-worker.js',
    summary: box.dataset['summary'] ?? '',
    interactive: true,
    background: 'water',
    pointStyle: 'dots',
    padding: { top: 12, right: 12, bottom: 12, left: 12 },
    dotRadius: 4,
    labelSize: 13,
    labelSpacing: 8,
    edgeWidth: 1,
    tiles: null,
    onPlace: (place) => {
      isOurs = true;
      lat.value = String(place.lat);
      lon.value = String(place.lon);
      lat.dispatchEvent(new Event('change', { bubbles: true }));
      isOurs = false;
      view.setPin(place);
      placed();
    },
    onReady: () => show(),
    onFail: () => {
      canvas.remove();
      failed();
    },
  });
  view.setUnits(units);
  const show = () => {
    const place = { lat: Number(lat.value), lon: Number(lon.value) };
    if (lat.value === '' || lon.value === '') return view.lookAt(middle(box), cityZoom);
    view.setPin(place);
    view.lookAt(place, nearZoom);
  };
  for (const input of [lat, lon]) input.addEventListener('change', () => void (isOurs || show()));
}

function middle(box: HTMLElement): { lat: number; lon: number } {
  return { lat: Number(box.dataset['centreLat']), lon: Number(box.dataset['centreLon']) };
}

/** As a sheet of the document's own: the page's policy allows no inline style. */
function addStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${libraryStyle}\n${mapStyle}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
