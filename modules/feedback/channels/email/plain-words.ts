// What a person wrote in a mail, without what their program quoted below it and without their signature.

/** Lines with which programs begin what they quote, in the two languages of the city and the plain forms of the big ones. */
const beginnings: readonly RegExp[] = [
  /^-{2,}\s*(?:original message|thư gốc|tin nhắn gốc|forwarded message|thư chuyển tiếp)\s*-{2,}$/iu,
  /^_{8,}$/,
  /^(?:on|vào)\s.{4,160}(?:wrote|đã viết|viết):$/iu,
  /^.{4,160}<[^<>\s]+@[^<>\s]+>\s*(?:wrote|đã viết|viết):$/iu,
  /^(?:from|từ|người gửi):\s.+(?:@|<).+$/iu,
];
const signature = /^(?:-- ?|—|sent from my .{2,40}|gửi từ .{2,40} của tôi|đã gửi từ .{2,40})$/iu;

/** Cuts at the first quoted part or signature; quoted lines between the person's own are left out. */
export function plainWords(text: string): string {
  const lines = text.normalize('NFC').replace(/\r\n?/g, '\n').split('\n');
  const kept: string[] = [];
  for (const [at, line] of lines.entries()) {
    const said = line.trim();
    // Long "On … wrote:" lines are broken in two.
    const joined = `${said} ${(lines[at + 1] ?? '').trim()}`.trim();
    if (signature.test(said)) break;
    if (beginnings.some((one) => one.test(said) || (said.length > 20 && one.test(joined)))) break;
    if (!said.startsWith('>')) kept.push(line.trimEnd());
  }
  return kept
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

const hidden: readonly string[] = ['style', 'script', 'head', 'blockquote'];
const breaking: readonly string[] = ['br', '/p', '/div', '/li', '/tr', '/h1', '/h2', '/h3', '/h4'];
const mostLetters = 500_000;

/**
 * The words of a mail that has no plain part. Quoted blocks, styles and scripts are left out. One pass from left to right: what is never
 * closed ends the reading, so that no mail makes it slow.
 */
export function wordsOfHtml(html: string): string {
  const text = html.slice(0, mostLetters);
  const small = text.toLowerCase();
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    parts.push(text.slice(at, open < 0 ? undefined : open));
    if (open < 0) break;
    const end = small.startsWith('<!--', open) ? small.indexOf('-->', open) + 2 : text.indexOf('>', open);
    if (end <= open) break;
    const name = /^<(\/?[a-z][a-z0-9]{0,15})/.exec(small.slice(open, open + 18))?.[1] ?? '';
    if (breaking.includes(name)) parts.push('\n');
    at = end + 1;
    if (!hidden.includes(name)) continue;
    const close = small.indexOf(`</${name}`, at);
    if (close < 0) break;
    at = close;
  }
  return parts
    .join('')
    .replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,6});/gi, (all, name: string) => entityOf(name) ?? all)
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .join('\n');
}

function entityOf(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** The subject without "Re:", "Fwd:", "Trả lời:" and the code that our own mails carry. */
export function plainSubject(subject: string): string {
  return subject
    .normalize('NFC')
    .replace(/^(?:\s*(?:re|fw|fwd|aw|tl|trả lời|chuyển tiếp)\s*:)+/iu, '')
    .replace(/\[[A-Z]{2,4}-[0-9A-Z-]{10,20}\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
