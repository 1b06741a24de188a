// Places names on a map that nobody moves: the most important first, clear of each other, of the edges and of what lies above.

export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** Which part of the text lies at its place. */
type Anchor = 'center' | 'bottom' | 'top' | 'left' | 'right';

export type NameToPlace = {
  readonly code: string;
  /** Place in px of the picture. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Smaller is placed first. */
  readonly rank: number;
};

export type Room = {
  readonly width: number;
  readonly height: number;
  /** Height of the text in px. */
  readonly size: number;
  /** Free px between any two names. */
  readonly spacing: number;
  /** Parts of the picture where other things lie. */
  readonly keepClear: readonly Box[];
};

/** Where a name was put: its left end and the middle of its line, in px. */
export type Placed = { readonly anchor: Anchor; readonly left: number; readonly middle: number };

/** Shift of the text's box from its place, in heights of the text. */
const anchorOffsets: Readonly<Record<Anchor, readonly [x: number, y: number]>> = {
  center: [0, 0],
  bottom: [0, -0.4],
  top: [0, 0.4],
  left: [0.5, 0],
  right: [-0.5, 0],
};
const order = Object.keys(anchorOffsets) as readonly Anchor[];
const lineHeight = 1.2;
const edge = 6;

/** Where each name stands that found room, by code; the others are left out. */
export function placeNames(names: readonly NameToPlace[], room: Room): ReadonlyMap<string, Placed> {
  const placed = new Map<string, Placed>();
  const taken: Box[] = [];
  for (const name of [...names].sort((a, b) => a.rank - b.rank || a.code.localeCompare(b.code))) {
    const anchor = order.find((candidate) => fits(boxOf(name, candidate, room.size), room, taken));
    if (!anchor) continue;
    const box = boxOf(name, anchor, room.size);
    placed.set(name.code, { anchor, left: box.left, middle: (box.top + box.bottom) / 2 });
    taken.push(box);
  }
  return placed;
}

function boxOf({ x, y, width }: NameToPlace, anchor: Anchor, size: number): Box {
  const height = size * lineHeight;
  const [dx, dy] = anchorOffsets[anchor];
  const left = x + dx * size - (anchor === 'left' ? 0 : anchor === 'right' ? width : width / 2);
  const top = y + dy * size - (anchor === 'top' ? 0 : anchor === 'bottom' ? height : height / 2);
  return { left, top, right: left + width, bottom: top + height };
}

function fits(box: Box, { width, height, spacing, keepClear }: Room, taken: readonly Box[]): boolean {
  const isInside =
    box.left >= edge && box.top >= edge && box.right <= width - edge && box.bottom <= height - edge;
  return (
    isInside &&
    !keepClear.some((one) => meet(box, one, edge)) &&
    !taken.some((one) => meet(box, one, spacing))
  );
}

function meet(a: Box, b: Box, gap: number): boolean {
  return a.left < b.right + gap && a.right > b.left - gap && a.top < b.bottom + gap && a.bottom > b.top - gap;
}
