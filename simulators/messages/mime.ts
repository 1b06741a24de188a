// Reads an Internet message (RFC 5322) with its parts (RFC 2045–2047), as far as a mail reader shows them.

export interface MailContent {
  /** Lower-case names; a repeated header keeps its first value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string | null;
}

/** Parses the raw bytes of a message. Malformed parts are shown as they are, never refused. */
export function parseMail(raw: Buffer): MailContent {
  const part = splitHead(raw);
  const { text, html } = bodies(part.headers, part.body);
  return { headers: mapValues(part.headers, decodeWords), text: text ?? '', html };
}

function splitHead(raw: Buffer): { headers: Record<string, string>; body: Buffer } {
  const crlf = raw.indexOf('\r\n\r\n');
  const at = crlf === -1 ? raw.indexOf('\n\n') : crlf;
  if (at === -1) return { headers: parseHeaders(raw.toString('latin1')), body: Buffer.alloc(0) };
  return {
    headers: parseHeaders(raw.subarray(0, at).toString('latin1')),
    body: raw.subarray(at + (crlf === -1 ? 2 : 4)),
  };
}

function parseHeaders(head: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] ??= line.slice(colon + 1).trim();
  }
  return headers;
}

function bodies(headers: Record<string, string>, body: Buffer): { text: string | null; html: string | null } {
  const type = headers['content-type'] ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (/^multipart\//i.test(type) && boundary) {
    const parts = splitParts(body, boundary).map((part) => {
      const { headers: inner, body: content } = splitHead(part);
      return bodies(inner, content);
    });
    return {
      text: parts.find((part) => part.text !== null)?.text ?? null,
      html: parts.find((part) => part.html !== null)?.html ?? null,
    };
  }
  const charset = /charset="?([^";\s]+)"?/i.exec(type)?.[1] ?? 'utf-8';
  const words = decodeCharset(
    decodeTransfer(body, headers['content-transfer-encoding'] ?? '7bit'),
    charset,
  ).replace(/\r\n/g, '\n');
  if (/^text\/html/i.test(type)) return { text: null, html: words };
  return { text: /^text\//i.test(type) ? words : null, html: null };
}

function splitParts(body: Buffer, boundary: string): Buffer[] {
  const pieces = body.toString('latin1').split(`--${boundary}`);
  return pieces
    .slice(1, -1)
    .map((piece) => Buffer.from(piece.replace(/^\r?\n/, '').replace(/\r?\n$/, ''), 'latin1'));
}

function decodeTransfer(body: Buffer, encoding: string): Buffer {
  if (/^base64$/i.test(encoding)) return Buffer.from(body.toString('latin1'), 'base64');
  if (!/^quoted-printable$/i.test(encoding)) return body;
  const joined = body.toString('latin1').replace(/=\r?\n/g, '');
  return Buffer.from(
    joined.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

function decodeCharset(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

/** Encoded words (RFC 2047): `=?UTF-8?Q?Ng=E1=BA=ADp?=`; bytes of neighbours are joined before they are read. */
function decodeWords(value: string): string {
  const joined = value.replace(/\?=\s+=\?/g, '?==?');
  return joined.replace(/(?:=\?[^?\s]+\?[QqBb]\?[^?\s]*\?=)+/g, (run) => {
    const words = [...run.matchAll(/=\?([^?]+)\?([QqBb])\?([^?]*)\?=/g)];
    const bytes = words.map(([, , kind = '', data = '']) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(data, 'base64')
        : decodeTransfer(Buffer.from(data.replace(/_/g, ' '), 'latin1'), 'quoted-printable'),
    );
    return decodeCharset(Buffer.concat(bytes), words[0]?.[1] ?? 'utf-8');
  });
}

function mapValues(
  record: Record<string, string>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
