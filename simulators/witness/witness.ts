// A witness of transparency logs (C2SP tlog-witness) that runs apart from the city: it remembers how long each log was and cosigns what continues it.
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSigned, type LogKey, makeCosigner, readLogKey } from './keys.ts';
import { openMemory, type Remembered } from './memory.ts';
import { continues } from './proof.ts';

export interface WitnessOptions {
  readonly name?: string;
  /** File of its memory and key; it outlives the process. */
  readonly file: string;
  /** Verifier keys of logs it cosigns for; more by `trust`. */
  readonly logs?: readonly string[];
  readonly host?: string;
  /** 0: any free port. */
  readonly port?: number;
  readonly now?: () => Date;
}

export interface Witness {
  readonly url: string;
  /** Its verifier key. */
  readonly key: string;
  readonly trust: (log: string) => void;
  readonly close: () => Promise<void>;
}

const largestBody = 100_000;
const mostProofLines = 63;
const emptyRoot = createHash('sha256').digest();

interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

/** @throws Error in production mode */
export async function startWitness(options: WitnessOptions): Promise<Witness> {
  if (process.env['NODE_ENV'] === 'production')
    throw new Error('The witness simulator refuses to run in production mode.');
  const memory = openMemory(options.file, () => randomBytes(32));
  const cosigner = makeCosigner(options.name ?? 'witness.example/hai-phong', memory.seed);
  const logs = new Map<string, LogKey>();
  const trust = (text: string) => {
    const log = readLogKey(text);
    logs.set(log.name, log);
  };
  for (const log of options.logs ?? []) trust(log);
  const now = options.now ?? (() => new Date());

  function addCheckpoint(body: string): Reply {
    const asked = readSubmission(body);
    if (!asked || asked.old > asked.size) return { status: 400, body: 'malformed\n' };
    const log = logs.get(asked.origin);
    if (!log) return { status: 404, body: 'unknown log\n' };
    if (!isSigned(asked.text, asked.lines, log)) return { status: 403, body: 'not signed by the log\n' };
    const last = memory.last(asked.origin) ?? { size: 0n, root: emptyRoot };
    const conflict = { status: 409, type: 'text/x.tlog.size', body: `${last.size}\n` };
    if (asked.old !== last.size) return conflict;
    if (asked.size === last.size && !asked.root.equals(last.root)) return conflict;
    if (asked.size > last.size && !holds(last, asked)) return { status: 422, body: 'no continuation\n' };
    const at = now();
    const line = cosigner.cosign(asked.text, at);
    const note = `${asked.text}\n${asked.lines.join('\n')}\n${line}`;
    if (asked.size > last.size || !memory.last(asked.origin))
      memory.keep({ origin: asked.origin, size: asked.size, root: asked.root, note, at });
    return { status: 200, body: line };
  }

  function answer(request: IncomingMessage, body: string): Reply {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://witness');
    if (request.method === 'POST' && pathname === '/add-checkpoint') return addCheckpoint(body);
    const origin = searchParams.get('origin') ?? '';
    if (request.method === 'GET' && pathname === '/checkpoint') {
      const last = memory.last(origin);
      return last ? { status: 200, body: last.note } : { status: 404, body: 'never seen\n' };
    }
    // For whoever looks for the place where a log parted: every head that was cosigned, oldest first.
    if (request.method === 'GET' && pathname === '/heads') {
      const heads = memory.all(origin).map(({ size, root }) => `${size} ${root.toString('base64')}\n`);
      return { status: 200, body: heads.join('') };
    }
    return { status: 404, body: 'nothing here\n' };
  }

  const server = createServer((request, response) => void serve(request, response, answer));
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host ?? '127.0.0.1'}:${port}`,
    key: cosigner.verifier,
    trust,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const holds = (last: { size: bigint; root: Buffer }, asked: Submission): boolean =>
  last.size === 0n ? asked.proof.length === 0 : continues(last, asked, asked.proof);

type Submission = Pick<Remembered, 'origin' | 'size' | 'root'> & {
  readonly old: bigint;
  readonly proof: readonly Buffer[];
  readonly text: string;
  readonly lines: readonly string[];
};

function readSubmission(body: string): Submission | null {
  const split = body.indexOf('\n\n');
  const end = body.lastIndexOf('\n\n');
  if (split < 0 || end <= split || !body.endsWith('\n')) return null;
  const [head = '', ...hashes] = body.slice(0, split).split('\n');
  const old = /^old (0|[1-9]\d{0,18})$/.exec(head);
  const text = body.slice(split + 2, end + 1);
  const [origin = '', size = '', root = ''] = text.split('\n');
  const proof = hashes.map((line) => Buffer.from(line, 'base64'));
  const isWhole = [...proof, Buffer.from(root, 'base64')].every(({ length }) => length === 32);
  if (!old || !isWhole || proof.length > mostProofLines || !/^(0|[1-9]\d{0,18})$/.test(size)) return null;
  return {
    old: BigInt(old[1] as string),
    proof,
    text,
    lines: body.slice(end + 2, -1).split('\n'),
    origin,
    size: BigInt(size),
    root: Buffer.from(root, 'base64'),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: IncomingMessage, body: string) => Reply,
): Promise<void> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += (part as Buffer).length;
    if (bytes <= largestBody) parts.push(part as Buffer);
  }
  const reply =
    bytes > largestBody
      ? { status: 413, body: 'too long\n' }
      : answer(request, Buffer.concat(parts).toString());
  response.writeHead(reply.status, { 'content-type': reply.type ?? 'text/plain; charset=utf-8' });
  response.end(reply.body);
}
