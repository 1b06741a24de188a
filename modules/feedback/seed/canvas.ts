// A few plain shapes on a field of pixels: enough to draw a street, without a decoder for drawings in the process.
import sharp from 'sharp';

export type Corner = readonly [x: number, y: number];

/** Drawn at twice its size and made smaller at the end, so that edges come out smooth. */
const scale = 2;

export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly #pixels: Buffer;
  readonly #row: number;

  constructor(width: number, height: number, colour: string) {
    this.width = width;
    this.height = height;
    this.#row = width * scale * 3;
    this.#pixels = Buffer.alloc(this.#row * height * scale);
    this.rect(0, 0, width, height, colour);
  }

  /** `opacity` from 0 to 1. */
  rect(x: number, y: number, width: number, height: number, colour: string, opacity = 1): void {
    for (let line = Math.round(y * scale); line < Math.round((y + height) * scale); line++)
      this.#span(line, x * scale, (x + width) * scale, colour, opacity);
  }

  ellipse(x: number, y: number, rx: number, ry: number, colour: string, opacity = 1): void {
    for (let line = Math.floor((y - ry) * scale); line <= (y + ry) * scale; line++) {
      const dy = (line / scale - y) / ry;
      const half = rx * Math.sqrt(Math.max(0, 1 - dy * dy));
      if (half > 0) this.#span(line, (x - half) * scale, (x + half) * scale, colour, opacity);
    }
  }

  /** Any simple polygon, filled by the even–odd rule. */
  polygon(corners: readonly Corner[], colour: string, opacity = 1): void {
    const ys = corners.map(([, y]) => y * scale);
    for (let line = Math.floor(Math.min(...ys)); line <= Math.max(...ys); line++) {
      const crossings: number[] = [];
      corners.forEach(([x1, y1], at) => {
        const [x2, y2] = corners[(at + 1) % corners.length]!;
        if (y1 * scale <= line === y2 * scale <= line) return;
        crossings.push((x1 + ((line / scale - y1) / (y2 - y1)) * (x2 - x1)) * scale);
      });
      crossings.sort((a, b) => a - b);
      for (let at = 0; at + 1 < crossings.length; at += 2)
        this.#span(line, crossings[at]!, crossings[at + 1]!, colour, opacity);
    }
  }

  /** A line as thick as given, bent through the corners. */
  line(corners: readonly Corner[], thickness: number, colour: string, opacity = 1): void {
    corners.slice(1).forEach(([x2, y2], at) => {
      const [x1, y1] = corners[at]!;
      const length = Math.hypot(x2 - x1, y2 - y1) || 1;
      const dx = ((y2 - y1) / length) * (thickness / 2);
      const dy = ((x2 - x1) / length) * (thickness / 2);
      this.polygon(
        [
          [x1 + dx, y1 - dy],
          [x2 + dx, y2 - dy],
          [x2 - dx, y2 + dy],
          [x1 - dx, y1 + dy],
        ],
        colour,
        opacity,
      );
    });
  }

  toJpeg(): Promise<Buffer> {
    return sharp(this.#pixels, {
      raw: { width: this.width * scale, height: this.height * scale, channels: 3 },
    })
      .resize(this.width, this.height)
      .jpeg({ quality: 82 })
      .toBuffer();
  }

  #span(line: number, from: number, to: number, colour: string, opacity: number): void {
    if (line < 0 || line >= this.height * scale) return;
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [
      number,
      number,
      number,
    ];
    const start = Math.max(0, Math.round(from));
    const end = Math.min(this.width * scale, Math.round(to));
    for (let at = line * this.#row + start * 3; at < line * this.#row + end * 3; at += 3) {
      this.#pixels[at] = this.#pixels[at]! * (1 - opacity) + r * opacity;
      this.#pixels[at + 1] = this.#pixels[at + 1]! * (1 - opacity) + g * opacity;
      this.#pixels[at + 2] = this.#pixels[at + 2]! * (1 - opacity) + b * opacity;
    }
  }
}
