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
