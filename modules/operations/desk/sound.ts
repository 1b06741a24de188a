// A tone when an alarm calls: by priority, so that ears know before eyes. Made by the browser itself; silent until somebody switches it on.

/** Hertz and number of strokes: the more urgent, the higher and the more. */
const tones: Readonly<Record<number, { readonly hertz: number; readonly strokes: number }>> = {
  1: { hertz: 880, strokes: 3 },
  2: { hertz: 660, strokes: 2 },
  3: { hertz: 520, strokes: 1 },
};
const strokeSeconds = 0.16;

let audio: AudioContext | null = null;

/** Must be called from a press: browsers let nothing sound before one. */
export function switchSoundOn(): void {
  audio ??= new AudioContext();
  void audio.resume();
}

export function switchSoundOff(): void {
  void audio?.suspend();
}

/** Priority 4 is silent: it can wait until somebody looks. */
export function ring(priority: number): void {
  const tone = tones[priority];
  if (!tone || audio?.state !== 'running') return;
  for (let stroke = 0; stroke < tone.strokes; stroke++) {
    const begins = audio.currentTime + stroke * strokeSeconds * 1.5;
    const oscillator = audio.createOscillator();
    const volume = audio.createGain();
    oscillator.frequency.value = tone.hertz;
    volume.gain.setValueAtTime(0.0001, begins);
    volume.gain.exponentialRampToValueAtTime(0.3, begins + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, begins + strokeSeconds);
    oscillator.connect(volume).connect(audio.destination);
    oscillator.start(begins);
    oscillator.stop(begins + strokeSeconds);
  }
}
