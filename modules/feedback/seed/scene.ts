// Drawn stand-ins for photos of the demo: a street of tube houses with the matter in front, before and after.
import { Canvas } from './canvas.ts';
import type { Random } from './random.ts';

const width = 960;
const height = 720;
const ground = 480;
const walls = ['#c9c3b4', '#b7bfc0', '#d3cbb9', '#a9b3b3', '#c2b5a3', '#bcc6c4', '#ccc4c0'];
const awnings = ['#95806d', '#6f8794', '#a08a76', '#7d8f78'];

/** A JPEG of a street; `isAfter` shows such a place in order. */
export function scene(service: string, random: Random, isAfter = false): Promise<Buffer> {
  const canvas = new Canvas(width, height, isAfter ? '#cfdde3' : '#c4cdd1');
  houses(canvas, random);
  canvas.rect(0, ground, width, 48, '#b9b5aa');
  canvas.rect(0, ground + 48, width, height - ground - 48, '#80868a');
  canvas.rect(0, ground + 46, width, 6, '#d9d6cc');
  for (const x of [60, 320, 580, 840]) canvas.rect(x, 632, 120, 8, '#e9e6dc');
  tree(canvas, random, 150 + random.whole(-50, 50));
  if (!isAfter) matter(canvas, service, random);
  return canvas.toJpeg();
}

function houses(canvas: Canvas, random: Random): void {
  for (let x = -24; x < width; ) {
    const wide = random.whole(90, 150);
    const top = random.whole(96, 264);
    canvas.rect(x, top, wide, ground - top, random.pick(walls));
    canvas.rect(x + wide - 6, top, 6, ground - top, '#000000', 0.1);
    for (let y = top + 24; y < ground - 136; y += 74) {
      canvas.rect(x + 18, y, wide - 36, 38, '#4f5f66');
      canvas.rect(x + 18, y, (wide - 36) * 0.45, 38, '#6e8087');
      canvas.rect(x + 10, y + 45, wide - 20, 6, '#ffffff', 0.4);
    }
    canvas.polygon(
      [
        [x + 2, ground - 88],
        [x + wide - 2, ground - 88],
        [x + wide + 8, ground - 67],
        [x - 8, ground - 67],
      ],
      random.pick(awnings),
    );
    canvas.rect(x + 13, ground - 67, wide - 26, 67, '#3d4a50');
    x += wide;
  }
  for (const y of [120, 140, 166]) {
    const sag = Array.from(
      { length: 13 },
      (_, at) => [at * 80, y + 34 * Math.sin((at / 12) * Math.PI)] as const,
    );
    canvas.line(sag, 2.4, '#2b3338');
  }
}

function tree(canvas: Canvas, random: Random, x: number): void {
  const y = ground + 16;
  canvas.polygon(
    [
      [x - 8, y + 16],
      [x - 11, y - 140],
      [x + 11, y - 140],
      [x + 8, y + 16],
    ],
    '#5b5147',
  );
  for (const [dx, dy, rx, ry] of [
    [0, -170, 150, 58],
    [-82, -140, 76, 42],
    [88, -138, 78, 44],
    [8, -206, 96, 38],
  ] as const)
    canvas.ellipse(x + dx, y + dy, rx, ry, '#5d7a5c');
  canvas.ellipse(x - 26, y - 196, 66, 22, '#728f6c');
  for (let n = 0; n < 16; n++)
    canvas.ellipse(
      x + random.whole(-110, 110),
      y + random.whole(-206, -112),
      random.whole(4, 9),
      random.whole(4, 8),
      '#b8453f',
    );
}

function matter(canvas: Canvas, service: string, random: Random): void {
  const x = random.whole(400, 660);
  const draw: Readonly<Record<string, () => void>> = {
    flooding: () => flood(canvas, random),
    drain: () => drain(canvas, x),
    pothole: () => {
      for (const [rx, ry, colour] of [
        [150, 44, '#5a5f60'],
        [118, 32, '#43484a'],
        [80, 20, '#35393b'],
      ] as const) {
        canvas.ellipse(x, 650, rx, ry, colour);
        canvas.ellipse(x + rx * 0.5, 638, rx * 0.55, ry * 0.8, colour);
      }
    },
    tree: () => {
      canvas.polygon(
        [
          [x - 270, 560],
          [x + 230, 620],
          [x + 226, 652],
          [x - 276, 590],
        ],
        '#5b5147',
      );
      for (const [dx, dy, r] of [
        [180, 10, 100],
        [110, -24, 74],
        [250, 30, 66],
      ] as const)
        canvas.ellipse(x + dx, 614 + dy, r * 1.4, r * 0.75, dx === 110 ? '#6c8a69' : '#5d7a5c');
    },
    waste: () => rubbish(canvas, random, x),
    streetlight: () => {
      canvas.rect(0, 0, width, height, '#0b1520', 0.64);
      canvas.line(
        [
          [x, 516],
          [x, 200],
          [x + 20, 164],
          [x + 72, 152],
        ],
        12,
        '#9aa3a8',
      );
      canvas.rect(x + 62, 143, 78, 18, '#cfd6d9');
    },
    sidewalk: () => stalls(canvas, x),
  };
  draw[service]?.();
}

function drain(canvas: Canvas, x: number): void {
  canvas.ellipse(x, 628, 122, 42, '#4a4f52');
  canvas.ellipse(x, 624, 104, 34, '#23282b');
  canvas.polygon(
    [
      [x - 98, 612],
      [x - 8, 592],
      [x + 70, 620],
      [x + 12, 640],
    ],
    '#6b7175',
  );
}

function flood(canvas: Canvas, random: Random): void {
  canvas.rect(0, 500, width, height - 500, '#76868b', 0.94);
  for (let n = 0; n < 26; n++)
    canvas.rect(random.whole(0, width), random.whole(520, 706), random.whole(24, 104), 3, '#dfe8ea', 0.5);
  for (let n = 0; n < 80; n++) {
    const [x, y] = [random.whole(0, width), random.whole(0, 480)];
    canvas.line(
      [
        [x, y],
        [x - 6, y + 28],
      ],
      2,
      '#ffffff',
      0.4,
    );
  }
}

function rubbish(canvas: Canvas, random: Random, x: number): void {
  for (let n = 0; n < 11; n++) {
    const size = random.whole(30, 60);
    const dx = random.whole(-150, 150);
    const colour = random.pick(['#2f3b40', '#e5e7e4', '#3f6f5b', '#8c949a']);
    canvas.ellipse(x + dx, 596 + random.whole(-18, 22), size, size * 0.82, colour);
    canvas.ellipse(x + dx - size * 0.3, 578, size * 0.3, size * 0.2, '#ffffff', 0.2);
  }
}

function stalls(canvas: Canvas, x: number): void {
  [0, 1, 2].forEach((n) => {
    const left = x - 220 + n * 160;
    canvas.polygon(
      [
        [left - 64, 440],
        [left + 64, 440],
        [left + 48, 402],
        [left - 48, 402],
      ],
      n % 2 ? '#b8453f' : '#2f6f8f',
    );
    for (const dx of [-58, 50]) canvas.rect(left + dx, 440, 8, 92, '#555555');
    canvas.rect(left - 50, 486, 100, 46, '#a08a76');
  });
}
