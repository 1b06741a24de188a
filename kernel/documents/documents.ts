// Papers of the city as PDF: what people take along, print, and show to somebody who checks it at the address on it.
export type { Block, Paper } from './paper.ts';
export { writePdf } from './write-pdf.ts';
