// What is drawn rather than written: the flower of the city, and the square code of an address.
import type PDFDocument from 'pdfkit';
import { encode } from 'uqr';
import { ink } from './face.ts';

type Sheet = InstanceType<typeof PDFDocument>;

/** One petal, upright, on a field of 48 by 48; the same drawing as the site's logo. */
const petal =
  'M24 22.6C23 19.8 16.6 16.2 16.7 9.8 16.8 5.3 20 2.2 24 2.2s7.2 3.1 7.3 7.6C31.4 16.2 25 19.8 24 22.6z';
const stamens = 'M24 19V8.5M22.3 16.5 20.6 9.8M25.7 16.5l1.7-6.7';

export function drawFlower(pdf: Sheet, x: number, y: number, size: number): void {
  pdf.save();
  pdf.translate(x, y).scale(size / 48);
  for (const angle of [72, 144, 216, 288]) {
    pdf.save();
    pdf.rotate(angle, { origin: [24, 24] });
    pdf.path(petal).fill(ink.flower);
    pdf.restore();
  }
  pdf.path(petal).fill(ink.pale);
  pdf.lineWidth(1.9).lineCap('round');
  pdf.path(stamens).stroke(ink.flower);
  pdf.restore();
}

/** A QR code (ISO/IEC 18004) with its quiet zone, in modules of one colour. */
export function drawCode(pdf: Sheet, text: string, x: number, y: number, size: number): void {
  const code = encode(text, { ecc: 'M', border: 2 });
  const module = size / code.size;
  pdf.save();
  for (const [row, cells] of code.data.entries())
    for (const [column, isDark] of cells.entries())
      if (isDark) pdf.rect(x + column * module, y + row * module, module, module);
  pdf.fill('#000000');
  pdf.restore();
}
