// What is stored of a picture, as parts that have no key yet.
import type { PreparedBlob } from './files.ts';
import type { DecodedImage } from './image.ts';
import { contentTypes } from './sniff.ts';

export type Part = Omit<PreparedBlob, 'key'>;

export function copiesOf({ full, medium, thumb }: DecodedImage['variants']): Part[] {
  return [
    { variant: 'full', area: 'images', ...full },
    { variant: 'medium', area: 'images', ...medium },
    { variant: 'thumb', area: 'images', ...thumb },
  ];
}

/** What is stored of a picture: the copies that may be shown, and the original under lock. */
export function partsOf(image: DecodedImage, sealed: Buffer): readonly Part[] {
  return [
    ...copiesOf(image.variants),
    {
      variant: 'original',
      area: 'sealed',
      bytes: sealed,
      contentType: contentTypes[image.format],
      width: null,
      height: null,
    },
  ];
}
