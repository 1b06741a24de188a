// The pin of the form in the browser: shows where the device says it is at once, and brings the large map when asked.

interface Parts {
  readonly box: HTMLElement;
  readonly picture: HTMLInputElement;
  readonly lat: HTMLInputElement;
  readonly lon: HTMLInputElement;
}

const bigMap = '/assets/islands/pin-map.js';

export function mount(box: HTMLElement): void {
  const parts = partsOf(box);
  if (!parts) return;
  for (const input of [parts.lat, parts.lon]) input.addEventListener('change', () => follow(parts));
  const open = box.querySelector<HTMLButtonElement>('[data-open-map]');
  if (!open) return;
  open.hidden = false;
  open.addEventListener('click', () => void openMap(parts, open));
}

function partsOf(box: HTMLElement): Parts | null {
  const picture = box.querySelector<HTMLInputElement>('input[type=image]');
  const [lat, lon] = [box.dataset['lat'], box.dataset['lon']].map((id) => document.getElementById(id ?? ''));
  if (!picture || !(lat instanceof HTMLInputElement) || !(lon instanceof HTMLInputElement)) return null;
  return { box, picture, lat, lon };
}

/** Device or large map have moved the pin: the picture and the words below follow. */
function follow({ box, picture, lat, lon }: Parts): void {
  if (lat.value === '' || lon.value === '') return;
  const address = new URL(picture.src);
  address.searchParams.set('at', `${lat.value},${lon.value}`);
  if (!picture.hidden) picture.src = address.href;
  void nameUnit(box, lat.value, lon.value);
}

async function nameUnit(box: HTMLElement, lat: string, lon: string): Promise<void> {
  const words = box.closest('.place')?.querySelector('.place-words span, .place-words b');
  const answer = await fetch(`/api/units/at-point?lat=${lat}&lon=${lon}`).catch(() => undefined);
  if (!words || !answer?.ok) return;
  const unit = (await answer.json()) as { kind?: string; name?: string };
  if (!unit.kind || !unit.name) return;
  words.textContent = `${unit.kind.charAt(0).toUpperCase()}${unit.kind.slice(1)} ${unit.name}`;
}

async function openMap(parts: Parts, button: HTMLButtonElement): Promise<void> {
  const { box, picture } = parts;
  const say = (text: string | undefined) => {
    const status = document.getElementById(box.dataset['status'] ?? '');
    if (status) status.textContent = text ?? '';
  };
  button.disabled = true;
  const giveUp = () => {
    say(box.dataset['failed']);
    picture.hidden = false;
    button.hidden = true;
  };
  try {
    const { open } = (await import(bigMap)) as typeof import('./pin-map.island.ts');
    await open({ ...parts, placed: () => say(box.dataset['placed']), failed: giveUp });
    picture.hidden = true;
    button.hidden = true;
  } catch {
    giveUp();
  }
}
