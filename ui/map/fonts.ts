// Makes sure that the letters of the map's names are there before they are drawn: a missing face would be drawn in another.

const patienceMs = 3_000;

/** Loads the faces that these words need. Never rejects: without the font the system's is used. */
export async function loadLabelFont(words: readonly string[]): Promise<void> {
  const letters = [...new Set(words.join('').normalize('NFC'))].join('');
  if (letters === '' || !document.fonts) return;
  const timeout = new Promise((done) => setTimeout(done, patienceMs));
  await Promise.race([
    document.fonts.load('600 48px "Be Vietnam Pro"', letters).catch(() => undefined),
    timeout,
  ]);
}

/** The font of names as a canvas takes it. */
export const labelFontOf = (size: number): string =>
  `600 ${size}px "Be Vietnam Pro", "Noto Sans", sans-serif`;

let pen: CanvasRenderingContext2D | null = null;

/** Width in px of a name at a height of text; the font should be loaded. */
export function measureLabel(name: string, size: number): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return name.length * size * 0.6;
  pen.font = labelFontOf(size);
  return pen.measureText(name).width;
}
