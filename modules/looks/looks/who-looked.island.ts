// Checks proofs in the reader's own browser: from the entry's text and salt up to the root that log and witness have signed.

interface Proof {
  leafIndex: number;
  entry: string;
  salt: string;
  proof: string[];
  checkpoint: string;
  logKey: string;
  witnessKey: string | null;
}

type Bytes = Uint8Array<ArrayBuffer>;

const { subtle } = crypto;
const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
const bytes = (base64: string): Bytes => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
const sha256 = async (...parts: Bytes[]): Promise<Bytes> =>
  new Uint8Array(await subtle.digest('SHA-256', await new Blob(parts).arrayBuffer()));
const same = (one: Bytes, other: Bytes): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

/** The root that the path beside a leaf leads to (RFC 9162, section 2.1.3.2); null when the path has another length. */
async function rootOf(leaf: Bytes, index: number, size: number, path: Bytes[]): Promise<Bytes | null> {
  let [f, s] = [index, size - 1];
  let root = leaf;
  for (const beside of path) {
    if (s === 0) return null;
    if (f % 2 === 1 || f === s) {
      root = await sha256(Uint8Array.of(1), beside, root);
      while (f % 2 === 0 && f !== 0) [f, s] = [f / 2, Math.floor(s / 2)];
    } else root = await sha256(Uint8Array.of(1), root, beside);
    [f, s] = [Math.floor(f / 2), Math.floor(s / 2)];
  }
  return s === 0 ? root : null;
}

/** The time of a cosignature, 0 for a log's own signature; null when the note is not signed by this key. */
async function signedBy(text: string, lines: string[], verifier: string): Promise<number | null> {
  const [name = '', id = '', ...rest] = verifier.split('+');
  const key = bytes(rest.join('+'));
  const line = lines.find((one) => {
    const [, signer, data] = one.split(' ');
    return (
      signer === name &&
      [...bytes(data ?? '').subarray(0, 4)].map((b) => b.toString(16).padStart(2, '0')).join('') === id
    );
  });
  if (!line) return null;
  const given = bytes(line.split(' ')[2] ?? '').slice(4);
  const isTimed = key[0] === 4;
  const time = isTimed ? Number(new DataView(given.buffer).getBigUint64(0)) : 0;
  const message = isTimed ? `cosignature/v1\ntime ${time}\n${text}` : text;
  const publicKey = await subtle.importKey('raw', key.slice(1), 'Ed25519', false, ['verify']);
  const holds = await subtle.verify('Ed25519', publicKey, given.slice(isTimed ? 8 : 0), utf8(message));
  return holds ? time : null;
}

export type Verdict = 'witnessed' | 'signed' | 'wrong';

/** What the proof of an entry is worth. */
export async function judge(id: string, given: Proof): Promise<Verdict> {
  const split = given.checkpoint.lastIndexOf('\n\n');
  const text = given.checkpoint.slice(0, split + 1);
  const lines = given.checkpoint
    .slice(split + 2)
    .trimEnd()
    .split('\n');
  const [, size = '0', root = ''] = text.split('\n');
  if ((JSON.parse(given.entry) as unknown[])[1] !== id) return 'wrong';
  const salt = await subtle.importKey('raw', bytes(given.salt), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const commitment = new Uint8Array(await subtle.sign('HMAC', salt, utf8(given.entry)));
  const leaf = await sha256(Uint8Array.of(0), commitment);
  const own = await rootOf(leaf, given.leafIndex, Number(size), given.proof.map(bytes));
  if (!own || !same(own, bytes(root))) return 'wrong';
  if ((await signedBy(text, lines, given.logKey)) === null) return 'wrong';
  return given.witnessKey && (await signedBy(text, lines, given.witnessKey)) ? 'witnessed' : 'signed';
}

const words = {
  vi: {
    witnessed: 'Bằng chứng đúng, vừa kiểm tra trên máy này',
    signed: 'Bằng chứng đúng, chờ bên chứng ký',
    wrong: 'Bằng chứng không đúng. Gọi 1022 và giữ trang này.',
  },
  en: {
    witnessed: 'The proof holds, just checked on this device',
    signed: 'The proof holds; the witness has yet to sign',
    wrong: 'The proof does not hold. Call 1022 and keep this page.',
  },
} as const;

async function check(place: HTMLElement, said: Record<Verdict, string>): Promise<void> {
  const id = place.dataset['proof'] ?? '';
  const answer = await fetch(`/api/trail/entries/${id}/proof`).catch(() => null);
  if (!answer?.ok) return;
  let verdict: Verdict;
  try {
    verdict = await judge(id, (await answer.json()) as Proof);
  } catch (error) {
    // A browser that knows no Ed25519 says nothing rather than something wrong.
    if (error instanceof DOMException) return;
    verdict = 'wrong';
  }
  const line = place.querySelector('.proof');
  const text = [...(line?.childNodes ?? [])].find((node) => node.nodeType === Node.TEXT_NODE);
  if (text) text.textContent = said[verdict];
  place.dataset['verdict'] = verdict;
}

/** Each proof is checked when its look comes into sight. */
export function mount(box: HTMLElement): void {
  const said = words[document.documentElement.lang === 'en' ? 'en' : 'vi'];
  const watcher = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        void check(target as HTMLElement, said);
      }
    },
    { rootMargin: '300px' },
  );
  for (const place of box.querySelectorAll('[data-proof]')) watcher.observe(place);
}
