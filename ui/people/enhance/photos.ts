// Photos before they are sent: seen at once, taken away again, made smaller so that a slow network can carry them.
import { keepExif } from './exif.ts';
import { element } from './notices.ts';

/** Bytes that go as they are. */
const smallEnough = 700_000;
const upright: ImageBitmapOptions = { imageOrientation: 'from-image' };
const chosen = new WeakMap<HTMLInputElement, File[]>();

export function preparePhotos(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>('[data-photos]')) {
    const input = box.querySelector<HTMLInputElement>('input[type=file]')!;
    box.classList.add('is-live');
    input.addEventListener('change', () => void take(box, input));
    input.addEventListener('restored', () => {
      chosen.set(input, [...(input.files ?? [])]);
      void draw(box, input);
    });
  }
}

/** Adds what was chosen to what is there already, up to the most that may be sent. */
async function take(box: HTMLElement, input: HTMLInputElement): Promise<void> {
  const most = Number(box.dataset['photos']);
  const before = most > 1 ? (chosen.get(input) ?? []) : [];
  const all = [...before, ...(input.files ?? [])];
  const list = box.querySelector<HTMLElement>('ul')!;
  box.querySelector('.photo-input-note')?.remove();
  if (all.length > most) {
    const note = element('p', 'hint photo-input-note', list.dataset['tooMany']);
    note.setAttribute('role', 'status');
    box.append(note);
  }
  box.classList.add('is-busy');
  const edge = Number(box.dataset['edge']);
  const files = await Promise.all(all.slice(0, most).map((file) => smaller(file, edge)));
  box.classList.remove('is-busy');
  hold(input, files);
  await draw(box, input);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

function hold(input: HTMLInputElement, files: File[]): void {
  chosen.set(input, files);
  const carrier = new DataTransfer();
  for (const file of files) carrier.items.add(file);
  input.files = carrier.files;
}

/** A JPEG whose longest edge is `edge`; the file itself when it is small, or of a kind this browser cannot draw. */
async function smaller(file: File, edge: number): Promise<File> {
  if (file.size <= smallEnough) return file;
  const picture = await createImageBitmap(file, upright).catch(() => undefined);
  if (!picture) return file;
  const share = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = drawn(picture, Math.round(picture.width * share), Math.round(picture.height * share));
  const copy = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
  if (!copy || copy.size >= file.size) return file;
  const whole = await keepExif(file, copy);
  return new File([whole], file.name.replace(/\.\w+$/, '') + '.jpg', {
    type: 'image/jpeg',
    lastModified: file.lastModified,
  });
}

function drawn(picture: ImageBitmap, width: number, height: number): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d')!.drawImage(picture, 0, 0, width, height);
  return canvas;
}

/** Previews are drawn on canvases: no blob: address, so the page's policy stays closed. */
async function draw(box: HTMLElement, input: HTMLInputElement): Promise<void> {
  const list = box.querySelector<HTMLElement>('ul')!;
  const files = chosen.get(input) ?? [];
  const items = await Promise.all(
    files.map(async (file, index) => {
      const item = element('li', '');
      const picture = await createImageBitmap(file, upright).catch(() => undefined);
      if (picture) {
        const share = 320 / Math.max(picture.width, picture.height);
        const canvas = drawn(picture, Math.round(picture.width * share), Math.round(picture.height * share));
        canvas.setAttribute('role', 'img');
        canvas.setAttribute('aria-label', file.name);
        item.append(canvas);
      } else item.append(file.name);
      const drop = Object.assign(element('button', 'btn btn-second btn-sm', list.dataset['remove']), {
        type: 'button',
      });
      drop.onclick = () => {
        hold(
          input,
          files.filter((_, place) => place !== index),
        );
        void draw(box, input);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.focus();
      };
      item.append(drop);
      return item;
    }),
  );
  list.replaceChildren(...items);
  list.hidden = items.length === 0;
  box.classList.toggle('has-photos', items.length > 0);
}
