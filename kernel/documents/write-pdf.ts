// Writes a paper as PDF: A4, tagged for readers (PDF/UA-1 as far as the library goes), fonts embedded, a head, a foot, a code to check it.
import PDFDocument from 'pdfkit';
import { formatDateTime } from '@city/kernel/time';
import { drawCode, drawFlower } from './drawing.ts';
import { fontOf, ink, lineGap, measure, sheet, sizes, type Weight } from './face.ts';
import type { Block, Paper } from './paper.ts';

type Sheet = InstanceType<typeof PDFDocument>;
/** An element of the document's structure (ISO 32000-1, 14.8.4). */
type Element = ReturnType<Sheet['struct']>;

const words = {
  vi: {
    city: 'Thành phố Hải Phòng',
    site: 'Hoa Phượng',
    page: (n: number, of: number) => `Trang ${n} / ${of}`,
    made: (time: string) => `Lập ${time}`,
    code: (url: string) => `Mã vuông dẫn tới ${url}`,
  },
  en: {
    city: 'The city of Hải Phòng',
    site: 'Hoa Phượng',
    page: (n: number, of: number) => `Page ${n} of ${of}`,
    made: (time: string) => `Made ${time}`,
    code: (url: string) => `Square code that leads to ${url}`,
  },
} as const;
const codeSize = 84;

/** One spelling of each letter, and nothing that a page cannot show. */
const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '');

/** The file's bytes. */
export async function writePdf(paper: Paper): Promise<Buffer> {
  const pdf = begin(paper);
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((done, failed) => pdf.once('end', done).once('error', failed));
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  writeHead(pdf, root, paper);
  for (const block of paper.blocks) writeBlock(pdf, root, block);
  root.end();
  writeFeet(pdf, paper);
  pdf.end();
  await ended;
  return Buffer.concat(parts);
}

function begin({ lang, title, madeAt }: Paper): Sheet {
  const { side, top, bottom } = sheet;
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top, bottom, left: side, right: side },
    pdfVersion: '1.7',
    // The library's types do not know it yet.
    subset: 'PDF/UA' as never,
    tagged: true,
    lang: lang === 'vi' ? 'vi-VN' : 'en-GB',
    displayTitle: true,
    bufferPages: true,
    font: fontOf('regular') as unknown as string,
    info: {
      Title: clean(title),
      Author: words[lang].city,
      Creator: words[lang].site,
      CreationDate: madeAt,
      ModDate: madeAt,
    },
  });
  pdf.registerFont('regular', fontOf('regular'));
  pdf.registerFont('semibold', fontOf('semibold'));
  return pdf;
}

const set = (pdf: Sheet, weight: Weight, size: number, colour: string = ink.plain): Sheet =>
  pdf.font(weight).fontSize(size).fillColor(colour);

function left(pdf: Sheet): number {
  return sheet.height - sheet.bottom - pdf.y;
}

/** Goes to the next page when less than so much is left of this one. */
function keep(pdf: Sheet, height: number): void {
  if (left(pdf) < height) pdf.addPage();
}

function said(pdf: Sheet, parent: Element, tag: string, write: () => void): void {
  parent.add(pdf.struct(tag, {}, write));
}

function writeHead(pdf: Sheet, root: Element, { lang, title, sub, check }: Paper): void {
  const { side } = sheet;
  const from = 40;
  pdf.markContent('Artifact', { type: 'Layout' });
  drawFlower(pdf, side, from, 34);
  pdf.endMarkedContent();
  said(pdf, root, 'P', () => {
    set(pdf, 'semibold', 12).text(words[lang].city, side + 44, from + 2, { lineBreak: false });
  });
  said(pdf, root, 'P', () => {
    set(pdf, 'regular', sizes.small, ink.quiet);
    pdf.text(words[lang].site, side + 44, from + 19, { lineBreak: false });
  });
  const codeAt = sheet.width - side - codeSize;
  root.add(
    pdf.struct('Figure', { alt: words[lang].code(check.url) }, () =>
      drawCode(pdf, check.url, codeAt, from, codeSize),
    ),
  );
  const room = measure - codeSize - 20;
  said(pdf, root, 'H1', () => {
    set(pdf, 'semibold', sizes.title).text(clean(title), side, from + 54, { width: room, lineGap: 1 });
  });
  if (sub !== undefined)
    said(pdf, root, 'P', () => {
      set(pdf, 'regular', sizes.text, ink.quiet);
      pdf.text(clean(sub), side, pdf.y + 4, { width: room, lineGap });
    });
  const below = Math.max(pdf.y, from + codeSize) + 6;
  said(pdf, root, 'P', () => {
    set(pdf, 'regular', sizes.small, ink.quiet);
    pdf.text(clean(`${check.words}\n${check.url}`), side, below, { width: measure, lineGap });
  });
  rule(pdf, pdf.y + 6);
  pdf.y += 18;
}

function rule(pdf: Sheet, y: number): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  pdf.save();
  pdf
    .lineWidth(1.2)
    .moveTo(sheet.side, y)
    .lineTo(sheet.width - sheet.side, y);
  pdf.stroke(ink.flower);
  pdf.restore();
  pdf.endMarkedContent();
}

function writeBlock(pdf: Sheet, root: Element, block: Block): void {
  switch (block.kind) {
    case 'heading':
      return writeHeading(pdf, root, block);
    case 'text':
      keep(pdf, 30);
      said(pdf, root, 'P', () => {
        set(pdf, 'regular', sizes.text, block.tone === 'quiet' ? ink.quiet : ink.plain);
        pdf.text(clean(block.text), sheet.side, pdf.y, { width: measure, lineGap });
      });
      pdf.y += 8;
      return;
    case 'facts':
      return writeFacts(pdf, root, block.rows);
    case 'story':
      return writeStory(pdf, root, block.items);
  }
}

function writeHeading(pdf: Sheet, root: Element, { level, text }: Extract<Block, { kind: 'heading' }>): void {
  const size = level === 2 ? sizes.h2 : sizes.h3;
  // A heading never stands alone at the foot of a page.
  keep(pdf, size * 2 + 60);
  pdf.y += level === 2 ? 12 : 6;
  said(pdf, root, level === 2 ? 'H2' : 'H3', () => {
    set(pdf, 'semibold', size).text(clean(text), sheet.side, pdf.y, { width: measure, lineGap: 1 });
  });
  pdf.y += level === 2 ? 6 : 4;
}

/** Names left, values right: a list whose labels are the names. */
function writeFacts(pdf: Sheet, root: Element, rows: Extract<Block, { kind: 'facts' }>['rows']): void {
  const nameWidth = 150;
  const valueAt = sheet.side + nameWidth + 12;
  const valueWidth = measure - nameWidth - 12;
  const list = pdf.struct('L');
  root.add(list);
  for (const { name, value } of rows) {
    set(pdf, 'regular', sizes.text);
    keep(pdf, Math.min(pdf.heightOfString(clean(name), { width: nameWidth, lineGap }), 200));
    const from = pdf.y;
    const item = pdf.struct('LI');
    list.add(item);
    said(pdf, item, 'Lbl', () => {
      set(pdf, 'regular', sizes.text, ink.quiet);
      pdf.text(clean(name), sheet.side, from, { width: nameWidth, lineGap });
    });
    const nameEnd = pdf.y;
    const page = pdf.page;
    said(pdf, item, 'LBody', () => {
      set(pdf, 'regular', sizes.text);
      pdf.text(clean(value), valueAt, from, { width: valueWidth, lineGap });
    });
    item.end();
    if (pdf.page === page) pdf.y = Math.max(pdf.y, nameEnd);
    pdf.y += 3;
  }
  list.end();
  pdf.y += 7;
}

function writeStory(pdf: Sheet, root: Element, items: Extract<Block, { kind: 'story' }>['items']): void {
  const list = pdf.struct('L');
  root.add(list);
  for (const { time, title, text } of items) {
    keep(pdf, 48);
    const item = pdf.struct('LI');
    list.add(item);
    const body = pdf.struct('LBody');
    item.add(body);
    const line = (weight: Weight, size: number, colour: string, what: string) =>
      said(pdf, body, 'P', () => {
        set(pdf, weight, size, colour).text(clean(what), sheet.side, pdf.y, { width: measure, lineGap });
      });
    line('regular', sizes.small, ink.quiet, time);
    line('semibold', sizes.text, ink.plain, title);
    if (text) line('regular', sizes.text, ink.plain, text);
    body.end();
    item.end();
    pdf.y += 8;
  }
  list.end();
}

/** The running head from the second page on, and the foot of every page: not part of what is read aloud. */
function writeFeet(pdf: Sheet, { lang, title, madeAt }: Paper): void {
  const { start, count } = pdf.bufferedPageRange();
  const made = words[lang].made(formatDateTime(madeAt, lang));
  for (let at = 0; at < count; at++) {
    pdf.switchToPage(start + at);
    // The foot stands below the margin; a line there must not begin a page.
    pdf.page.margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] });
    set(pdf, 'regular', sizes.small, ink.quiet);
    const y = sheet.height - 40;
    pdf.text(made, sheet.side, y, { width: measure / 2, lineBreak: false });
    pdf.text(words[lang].page(at + 1, count), sheet.side + measure / 2, y, {
      width: measure / 2,
      align: 'right',
      lineBreak: false,
    });
    if (at > 0) {
      const line = `${words[lang].city} · ${clean(title)}`;
      pdf.text(line, sheet.side, 36, { width: measure, height: 12, ellipsis: true, lineBreak: false });
    }
    pdf.endMarkedContent();
  }
}
