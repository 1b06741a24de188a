// Dots and names on a map that nobody moves: drawn on a canvas above it, so that a new report does not redraw the whole map.
import { labelFontOf } from './fonts.ts';
import type { Placed } from './placement.ts';
import type { MapPoint, MapTheme, Place } from './types.ts';

type Project = (place: Place) => { readonly x: number; readonly y: number };
type Dot = { readonly x: number; readonly y: number; readonly tone: NonNullable<MapPoint['tone']> };
export type PlacedName = Placed & { readonly name: string };
type OverlayOptions = {
  readonly project: Project;
  readonly dotRadius: number;
  readonly labelSize: number;
  readonly theme: MapTheme;
};

export class Overlay {
  readonly #canvas = document.createElement('canvas');
  readonly #options: OverlayOptions;
  #theme: MapTheme;
  #points: readonly MapPoint[] = [];
  #names: readonly PlacedName[] = [];
  /** Places in px by point: projecting thousands anew for one more would be waste. */
  #dots = new WeakMap<MapPoint, Dot>();

  constructor(parent: HTMLElement, options: OverlayOptions) {
    this.#options = options;
    this.#theme = options.theme;
    this.#canvas.className = 'city-map-overlay';
    this.#canvas.setAttribute('aria-hidden', 'true');
    parent.append(this.#canvas);
  }

  setPoints(points: readonly MapPoint[]): void {
    this.#points = points;
    this.#draw();
  }

  setNames(names: readonly PlacedName[]): void {
    this.#names = names;
    this.#draw();
  }

  /** The map has another size, place or theme. */
  renew(theme = this.#theme): void {
    this.#theme = theme;
    this.#dots = new WeakMap();
    this.#draw();
  }

  destroy(): void {
    this.#canvas.remove();
  }

  #draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const sharpness = window.devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * sharpness), Math.round(height * sharpness)];
    if (this.#canvas.width !== wide || this.#canvas.height !== high)
      [this.#canvas.width, this.#canvas.height] = [wide, high];
    const pen = this.#canvas.getContext('2d');
    if (!pen) return;
    pen.setTransform(sharpness, 0, 0, sharpness, 0, 0);
    pen.clearRect(0, 0, width, height);
    const dots = this.#points.map((point) => this.#dotOf(point));
    for (const tone of ['done', 'open', 'need'] as const) this.#fillDots(pen, dots, tone);
    this.#writeNames(pen);
  }

  #dotOf(point: MapPoint): Dot {
    let dot = this.#dots.get(point);
    if (!dot) {
      const { x, y } = this.#options.project(point);
      dot = { x, y, tone: point.tone ?? 'open' };
      this.#dots.set(point, dot);
    }
    return dot;
  }

  /** One path for each colour: a fill for each dot costs ten times as much. */
  #fillDots(pen: CanvasRenderingContext2D, dots: readonly Dot[], tone: Dot['tone']): void {
    const { dotRadius } = this.#options;
    pen.beginPath();
    for (const { x, y, tone: its } of dots) {
      if (its !== tone) continue;
      pen.moveTo(x + dotRadius, y);
      pen.arc(x, y, dotRadius, 0, 2 * Math.PI);
    }
    const open = this.#theme.dark ? this.#theme.text : this.#theme.action;
    pen.globalAlpha = 0.92;
    pen.fillStyle = tone === 'need' ? this.#theme.need : tone === 'done' ? this.#theme.done : open;
    pen.fill();
  }

  #writeNames(pen: CanvasRenderingContext2D): void {
    const { labelSize } = this.#options;
    pen.globalAlpha = 1;
    pen.font = labelFontOf(labelSize);
    pen.textBaseline = 'middle';
    pen.lineJoin = 'round';
    pen.lineWidth = labelSize / 4;
    pen.strokeStyle = this.#theme.page;
    pen.fillStyle = this.#theme.dark ? this.#theme.text : this.#theme.label;
    for (const { name, left, middle } of this.#names) {
      pen.strokeText(name, left, middle);
      pen.fillText(name, left, middle);
    }
  }
}
