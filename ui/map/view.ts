// The map itself: holds one MapLibre map, takes units, figures, points, and draws what changed. Knows no framework.
import { type GeoJSONSource, Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import { classOf } from './classes.ts';
import { boundsOf, farUnits } from './extent.ts';
import { loadLabelFont } from './fonts.ts';
import { namesOf, placedNames, sizeRank } from './names.ts';
import { Pin } from './pin.ts';
import { Overlay } from './overlay.ts';
import type { Box } from './placement.ts';
import { layerIds, mapStyle, sourceIds, type StyleOptions } from './style.ts';
import { readTheme } from './theme.ts';
import type { Bounds, MapPoint, MapTheme, Padding, Place, TileSource, UnitBoundaries } from './types.ts';

export type Picked =
  | { readonly kind: 'point'; readonly id: string }
  | { readonly kind: 'unit'; readonly code: string };

export type MapViewOptions = {
  /** Address of `maplibre-gl/dist/maplibre-gl-worker.mjs` as our server ships it; `worker-src 'self'` allows no other. */
  readonly workerUrl: string;
  /** What the map shows, in one sentence; read out. */
  readonly summary: string;
  readonly interactive: boolean;
  readonly background: 'water' | 'none';
  readonly pointStyle: 'dots' | 'clusters';
  readonly padding: Padding;
  readonly dotRadius: number;
  readonly labelSize: number;
  readonly labelSpacing: number;
  readonly edgeWidth: number;
  /** Parts of a picture of this size, in px, where no name may stand; only for a map that is not interactive. */
  readonly keepClear?: (width: number, height: number) => readonly Box[];
  readonly tiles: TileSource | null;
  /** Part of the world to begin with; the whole city without its far islands unless given. */
  readonly bounds?: Bounds;
  readonly onPick?: (picked: Picked) => void;
  /** Makes the map a place to set a pin: by press, by dragging, and by Enter at its middle. */
  readonly onPlace?: (place: Place) => void;
  readonly onReady?: () => void;
  /** No drawing surface, or it was lost for good: show something else. */
  readonly onFail?: (error: Error) => void;
};

export type Classes = { readonly values: ReadonlyMap<string, number>; readonly breaks: readonly number[] };

const noUnits: UnitBoundaries = { type: 'FeatureCollection', features: [] };

/** One map in one element. Give it what changed; call `destroy` when the element goes. */
export class MapView {
  readonly #container: HTMLElement;
  readonly #options: MapViewOptions;
  readonly #map: MapLibre;
  readonly #newest: HTMLElement;
  readonly #pin: Pin | null;
  /** Above a map that nobody moves; null on one that people move. */
  readonly #overlay: Overlay | null;
  readonly #project = (place: Place): { x: number; y: number } => this.#map.project([place.lon, place.lat]);
  #units = noUnits;
  #classes: Classes | null = null;
  #shown = new Map<string, number>();
  #points: readonly MapPoint[] = [];
  #newestAt: Place | null = null;
  #chosen: string | null = null;
  #rank: (code: string) => number = () => 0;
  #themeWatcher: MutationObserver;
  #loaded = false;
  #moved = false;
  #destroyed = false;

  /** @throws Error when the browser gives no WebGL. */
  constructor(container: HTMLElement, options: MapViewOptions) {
    this.#container = container;
    this.#options = options;
    setWorkerUrl(options.workerUrl);
    const theme = readTheme(container);
    this.#map = new MapLibre({
      container,
      style: mapStyle(this.#styleOptions(theme)),
      center: [106.6, 20.8],
      zoom: 8,
      attributionControl: options.tiles ? { compact: !options.interactive } : false,
      maplibreLogo: false,
      interactive: options.interactive,
      dragRotate: false,
      maxPitch: 0,
      fadeDuration: 0,
      renderWorldCopies: false,
      refreshExpiredTiles: false,
      cooperativeGestures: options.interactive && options.onPlace === undefined,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#nameCanvas();
    const { dotRadius, labelSize } = options;
    const above = this.#map.getCanvasContainer();
    this.#overlay = options.interactive
      ? null
      : new Overlay(above, { project: this.#project, dotRadius, labelSize, theme });
    this.#newest = document.createElement('div');
    this.#newest.className = 'city-map-newest';
    this.#newest.hidden = true;
    above.append(this.#newest);
    this.#pin = options.onPlace ? new Pin(this.#map, options.onPlace) : null;
    this.#map.on('error', ({ error }) => this.#failed(error));
    this.#map.on('move', () => {
      this.#placeNewest();
      this.#overlay?.renew();
    });
    this.#map.on(
      'movestart',
      (event) => (this.#moved ||= 'originalEvent' in event && event.originalEvent !== undefined),
    );
    // A person who has looked somewhere keeps that place when the window changes.
    this.#map.on('resize', () => this.#resized());
    this.#map.once('load', () => this.#ready());
    if (options.interactive && options.onPick) this.#listenToPicks(options.onPick);
    this.#themeWatcher = new MutationObserver(() => this.#restyle());
    this.#themeWatcher.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-theme'],
    });
  }

  /** Units of the day. `rank`: names with the smaller rank are placed first; the larger unit first unless given. */
  setUnits(units: UnitBoundaries, rank?: (code: string) => number): void {
    this.#units = units;
    this.#rank = rank ?? sizeRank(units);
    if (this.#loaded) this.#drawUnits();
    this.#fit();
  }

  setClasses(classes: Classes | null): void {
    this.#classes = classes;
    if (this.#loaded) this.#drawClasses();
  }

  setPoints(points: readonly MapPoint[]): void {
    this.#points = points;
    if (this.#loaded) this.#drawPoints();
  }

  /** The newest arrival: a ring that pulses for a while. */
  setNewest(place: Place | null): void {
    const isAnother = place?.lat !== this.#newestAt?.lat || place?.lon !== this.#newestAt?.lon;
    this.#newestAt = place;
    this.#newest.hidden = place === null;
    if (isAnother && place) {
      // A fresh element starts the pulse anew.
      const rings = document.createElement('i');
      this.#newest.replaceChildren(rings);
    }
    this.#placeNewest();
  }

  /** Outlines one unit. */
  setChosen(code: string | null): void {
    if (this.#loaded && this.#chosen !== null) this.#state(this.#chosen, { chosen: false });
    this.#chosen = code;
    if (this.#loaded && code !== null) this.#state(code, { chosen: true });
  }

  setPin(place: Place | null): void {
    this.#pin?.set(place);
  }

  /** Moves to a place, or back to the whole city. */
  lookAt(place: Place | null, zoom = 14): void {
    if (place === null) this.#fit();
    else this.#map.jumpTo({ center: [place.lon, place.lat], zoom });
  }

  destroy(): void {
    this.#destroyed = true;
    this.#themeWatcher.disconnect();
    this.#pin?.destroy();
    this.#overlay?.destroy();
    this.#map.remove();
  }

  #styleOptions(theme: MapTheme): StyleOptions {
    const { background, tiles, pointStyle, dotRadius, labelSize, labelSpacing, edgeWidth } = this.#options;
    const names = this.#options.interactive ? labelSize : 0;
    return { theme, background, tiles, pointStyle, dotRadius, labelSize: names, labelSpacing, edgeWidth };
  }

  #resized(): void {
    if (!this.#moved) this.#fit();
    this.#overlay?.renew();
    if (this.#overlay && this.#loaded) this.#drawNames();
  }

  #nameCanvas(): void {
    const canvas = this.#map.getCanvas();
    canvas.setAttribute('aria-label', this.#options.summary);
    canvas.setAttribute('role', this.#options.interactive ? 'region' : 'img');
    if (!this.#options.interactive) canvas.removeAttribute('tabindex');
  }

  #ready(): void {
    this.#loaded = true;
    this.#drawAll();
    this.#fit();
    this.#map.once('idle', () => {
      this.#container.dataset['ready'] = 'yes';
      this.#options.onReady?.();
    });
  }

  #drawAll(): void {
    this.#drawUnits();
    this.#shown.clear();
    this.#drawClasses();
    this.#drawPoints();
    if (this.#chosen !== null) this.#state(this.#chosen, { chosen: true });
  }

  #drawUnits(): void {
    const units = this.#units;
    void this.#source(sourceIds.units)?.setData(units);
    void loadLabelFont(units.features.map(({ properties }) => properties.name)).then(() => {
      if (!this.#destroyed && this.#units === units) this.#drawNames();
    });
  }

  #drawNames(): void {
    const { labelSize: size, labelSpacing: spacing, keepClear } = this.#options;
    if (size === 0) return;
    const names = namesOf(this.#units, this.#rank);
    if (!this.#overlay) return void this.#source(sourceIds.names)?.setData(names);
    const { clientWidth: width, clientHeight: height } = this.#container;
    const room = { width, height, size, spacing, keepClear: keepClear?.(width, height) ?? [] };
    this.#overlay.setNames(placedNames(names, this.#project, room));
  }

  #drawClasses(): void {
    const classes = this.#classes;
    for (const { properties } of this.#units.features) {
      const { code } = properties;
      const next = classes ? classOf(classes.values.get(code) ?? 0, classes.breaks) : 0;
      if (this.#shown.get(code) === next) continue;
      this.#shown.set(code, next);
      this.#state(code, { class: next });
    }
  }

  #drawPoints(): void {
    if (this.#overlay && this.#options.pointStyle === 'dots') return this.#overlay.setPoints(this.#points);
    const features = this.#points.map(({ id, lat, lon, tone = 'open' }) => ({
      type: 'Feature' as const,
      properties: { id, tone },
      geometry: { type: 'Point' as const, coordinates: [lon, lat] },
    }));
    void this.#source(sourceIds.points)?.setData({ type: 'FeatureCollection', features });
  }

  #source(id: string): GeoJSONSource | undefined {
    return this.#map.getSource<GeoJSONSource>(id);
  }

  #state(code: string, state: Record<string, unknown>): void {
    this.#map.setFeatureState({ source: sourceIds.units, id: code }, state);
  }

  #fit(): void {
    const far = new Set(farUnits(this.#units));
    const near = this.#units.features.filter(({ properties }) => !far.has(properties.code));
    const bounds = this.#options.bounds ?? (near.length > 0 ? boundsOf(near) : null);
    if (!bounds) return;
    const { clientWidth, clientHeight } = this.#container;
    const { top, right, bottom, left } = this.#options.padding;
    if (clientWidth <= left + right || clientHeight <= top + bottom) return;
    this.#map.fitBounds([...bounds] as [number, number, number, number], {
      padding: this.#options.padding,
      duration: 0,
    });
  }

  #placeNewest(): void {
    if (!this.#newestAt) return;
    const { x, y } = this.#map.project([this.#newestAt.lon, this.#newestAt.lat]);
    this.#newest.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
  }

  #listenToPicks(pick: (picked: Picked) => void): void {
    const layers = [layerIds.clusters, layerIds.dots, layerIds.fill].filter(
      (id) => id !== layerIds.clusters || this.#options.pointStyle === 'clusters',
    );
    this.#map.on('click', ({ point }) => {
      const [hit] = this.#map.queryRenderedFeatures(
        [
          [point.x - 6, point.y - 6],
          [point.x + 6, point.y + 6],
        ],
        { layers },
      );
      if (!hit) return;
      if (hit.layer.id === layerIds.clusters)
        void this.#openCluster(Number(hit.properties['cluster_id']), hit.geometry);
      else if (hit.layer.id === layerIds.dots) pick({ kind: 'point', id: String(hit.properties['id']) });
      else pick({ kind: 'unit', code: String(hit.properties['code']) });
    });
  }

  async #openCluster(id: number, geometry: GeoJSON.Geometry): Promise<void> {
    const zoom = await this.#source(sourceIds.points)?.getClusterExpansionZoom(id);
    if (this.#destroyed || zoom === undefined || geometry.type !== 'Point') return;
    this.#map.easeTo({ center: geometry.coordinates as [number, number], zoom, duration: 200 });
  }

  /** Another theme: new colours, the same data. */
  #restyle(): void {
    if (!this.#loaded) return;
    this.#map.setStyle(mapStyle(this.#styleOptions(readTheme(this.#container))), { diff: false });
    this.#map.once('styledata', () => this.#drawAll());
    this.#overlay?.renew(readTheme(this.#container));
  }

  #failed(error: { readonly message: string }): void {
    // An outside tile that does not come is no failure of the map: our own units are still drawn.
    if (this.#loaded || this.#destroyed) return;
    this.#options.onFail?.(new Error(error.message));
  }
}
