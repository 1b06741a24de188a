// What a text message begins with: a code of a report, a word that the campaign's posters name, or the matter itself.
import { parseTrackingCode } from '../../cases/tracking-code.ts';

export interface SmsWords {
  /** The report that it is about. */
  readonly code: string | null;
  readonly words: string;
}

/** "PA", "PHANANH", "TC" in front are for the aggregator's routing and say nothing here. */
const keyword =
  /^\s*(?:pa|phan\s?anh|phản\s?ánh|gop\s?y|góp\s?ý|tc|tra\s?cuu|tra\s?cứu|tl|tra\s?loi|trả\s?lời|1022)\b[\s:,.-]*/iu;

/** Leniently: codes with or without separators, in any case, behind a keyword or not. */
export function readSms(prefix: string, text: string): SmsWords {
  const plain = text.normalize('NFC').trim();
  const said = plain.replace(keyword, '').trim() || plain;
  const parts = said.split(/\s+/);
  // A code may be typed in one piece or in groups: as many words as it takes.
  for (let count = Math.min(5, parts.length); count > 0; count -= 1) {
    const code = parseTrackingCode(prefix, parts.slice(0, count).join(' '));
    if (code.ok)
      return {
        code: code.code,
        words: parts
          .slice(count)
          .join(' ')
          .replace(/^[:,.-]\s*/, ''),
      };
  }
  return { code: null, words: said };
}
