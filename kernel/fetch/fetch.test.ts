// What happens to addresses that came from outside: where they may lead, and where they never do.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { Config } from '@city/kernel/config';
import { AppError } from '@city/kernel/errors';
import { AllowList, type OutsideOptions, outsideFetch, outsideFetcher, type Resolve } from './fetch.ts';

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A server on this machine that counts who got through. */
async function listening(
  answer: RequestListener,
  host = '127.0.0.1',
  at = 0,
): Promise<{ port: number; hits: string[]; allow: AllowList }> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(at, host, resolve));
  const { port } = server.address() as AddressInfo;
  return { port, hits, allow: new AllowList([`${host.includes(':') ? `[${host}]` : host}:${port}`]) };
}

const ok: RequestListener = (_, response) => void response.end('secret of the inside');

async function codeOf(url: string, options: OutsideOptions = {}): Promise<string> {
  try {
    const answer = await outsideFetch(url, { timeoutMilliseconds: 2_000, ...options });
    return `answered ${answer.status}`;
  } catch (error) {
    return error instanceof AppError ? error.code : `unexpected ${String(error)}`;
  }
}

const fixed =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('addresses inside', () => {
  it('are never fetched, however they are written', async () => {
    const { port, hits } = await listening(ok);
    const hosts = [
      '127.0.0.1',
      '127.1',
      '0x7f.1',
      '0x7f000001',
      '2130706433',
      '0177.0.0.1',
      '127.0.0.1.',
      '①②⑦.0.0.1',
      '0',
      '0.0.0.0',
      '127.255.255.254',
    ];
    for (const host of hosts)
      expect(await codeOf(`http://${host}:${port}/`), host).toBe('outside_address_refused');
    expect(hits).toEqual([]);
  });

  it('are never fetched over IPv6 either', async () => {
    const { port, hits } = await listening(ok, '::1');
    const hosts = [
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      '[64:ff9b::7f00:1]',
      '[2002:7f00:1::]',
      '[fe80::1]',
      '[fd00::1]',
      '[ff02::1]',
      '[2001:0:7f00:1::]',
    ];
    for (const host of hosts)
      expect(await codeOf(`http://${host}:${port}/`), host).toBe('outside_address_refused');
    expect(hits).toEqual([]);
  });

  it('of clouds, private networks and special ranges are refused', async () => {
    const hosts = [
      '169.254.169.254',
      '10.0.0.1',
      '172.16.5.4',
      '172.31.255.255',
      '192.168.1.1',
      '100.64.0.1',
      '198.18.0.1',
      '192.0.2.1',
      '224.0.0.1',
      '255.255.255.255',
    ];
    for (const host of hosts)
      expect(await codeOf(`http://${host}/latest/meta-data/`), host).toBe('outside_address_refused');
  });

  it('by an inside name are refused without asking the resolver', async () => {
    let asked = 0;
    const resolve: Resolve = async () => {
      asked++;
      return [{ address: '1.1.1.1', family: 4 }];
    };
    for (const host of [
      'localhost',
      'localhost.',
      'db',
      'metadata.google.internal',
      'printer.local',
      'api.localhost',
    ]) {
      expect(await codeOf(`http://${host}/`, { resolve }), host).toBe('outside_address_refused');
    }
    expect(asked).toBe(0);
  });
});

describe('a name', () => {
  it('that resolves to this machine is refused', async () => {
    const { port, hits } = await listening(ok);
    expect(await codeOf(`http://evil.example:${port}/`, { resolve: fixed('127.0.0.1') })).toBe(
      'outside_address_refused',
    );
    expect(await codeOf(`http://evil.example:${port}/`, { resolve: fixed('::ffff:127.0.0.1') })).toBe(
      'outside_address_refused',
    );
    expect(hits).toEqual([]);
  });

  it('with one good and one bad address is refused', async () => {
    const { port, hits } = await listening(ok);
    expect(
      await codeOf(`http://evil.example:${port}/`, { resolve: fixed('93.184.215.14', '127.0.0.1') }),
    ).toBe('outside_address_refused');
    expect(hits).toEqual([]);
  });

  it('that changes between the check and the connection still cannot lead inside', async () => {
    const inside = await listening(ok);
    const outside = await listening((_, response) => void response.end('outside'), '127.0.0.2', inside.port);
    let asked = 0;
    const rebinding: Resolve = async () => [
      { address: asked++ === 0 ? '127.0.0.2' : '127.0.0.1', family: 4 },
    ];
    const answer = await outsideFetch(`http://rebind.example:${inside.port}/`, {
      resolve: rebinding,
      allow: outside.allow,
    });
    expect(answer.body.toString()).toBe('outside');
    expect(asked).toBe(1);
    expect(inside.hits).toEqual([]);
  });

  it('without an address is unreachable', async () => {
    expect(await codeOf('http://nobody.example/', { resolve: fixed() })).toBe('outside_unreachable');
  });

  it('whose resolver hangs ends at the deadline', async () => {
    const resolve: Resolve = () => new Promise(() => {});
    expect(await codeOf('http://slow.example/', { resolve, timeoutMilliseconds: 50 })).toBe(
      'outside_timeout',
    );
  });
});

describe('the form of an address', () => {
  it('must be http or https, without credentials, on a port for the web', async () => {
    const bad = [
      'ftp://example.com/',
      'file:///etc/passwd',
      'gopher://example.com/',
      'data:text/plain,x',
      'http://user:pw@example.com/',
      'http://example.com:25/',
      'not an address',
      `http://example.com/${'a'.repeat(3000)}`,
    ];
    for (const url of bad)
      expect(await codeOf(url, { resolve: fixed('93.184.215.14') }), url.slice(0, 40)).toBe(
        'outside_address_refused',
      );
  });

  it('may be held to https, except where the operator listed the host', async () => {
    expect(await codeOf('http://example.com/', { secureOnly: true, resolve: fixed('93.184.215.14') })).toBe(
      'outside_address_refused',
    );
    const { port, allow } = await listening(ok);
    expect(await codeOf(`http://127.0.0.1:${port}/`, { secureOnly: true, allow })).toBe('answered 200');
  });
});

describe('the fetcher of the settings', () => {
  const config = (allow: string) =>
    new Config({ CITY_FETCH_ALLOW: allow }, { mode: 'production', dataDirectory: '/nowhere' });

  it('knows the list of the operator and what the composition adds', async () => {
    const [one, two] = [await listening(ok), await listening(ok)];
    const fetch = outsideFetcher(config(`127.0.0.1:${one.port}`), [`127.0.0.1:${two.port}`]);
    for (const { port } of [one, two]) expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    await expect(outsideFetcher(config(''))(`http://127.0.0.1:${one.port}/`)).rejects.toMatchObject({
      code: 'outside_address_refused',
    });
  });

  it('judges an address without calling it', async () => {
    const { port, hits } = await listening(ok);
    const fetch = outsideFetcher(config(`127.0.0.1:${port}`));
    expect(fetch.check(`http://127.0.0.1:${port}/`, { secureOnly: true }).port).toBe(String(port));
    expect(fetch.check('https://example.com/hook').href).toBe('https://example.com/hook');
    expect(() => fetch.check('http://example.com/hook', { secureOnly: true })).toThrow();
    expect(() => fetch.check('https://10.0.0.1/hook')).toThrow();
    expect(hits).toEqual([]);
  });

  it('stops the start when the list cannot be read, and names it', () => {
    expect(() => outsideFetcher(config('10.0.0.0/99'))).toThrow(/CITY_FETCH_ALLOW.*10\.0\.0\.0\/99/);
  });
});

describe('redirects', () => {
  it('are the answer unless asked for', async () => {
    const { port, hits, allow } = await listening(
      (_, response) => void response.writeHead(302, { location: '/on' }).end(),
    );
    expect(await codeOf(`http://127.0.0.1:${port}/`, { allow })).toBe('answered 302');
    expect(hits).toEqual(['GET /']);
  });

  it('to this machine are never followed', async () => {
    const inside = await listening(ok);
    for (const target of [
      `http://127.0.0.1:${inside.port}/`,
      `http://0x7f.1:${inside.port}/`,
      `//[::1]:${inside.port}/`,
      'http://169.254.169.254/',
      'file:///etc/passwd',
    ]) {
      const outside = await listening(
        (_, response) => void response.writeHead(302, { location: target }).end(),
      );
      expect(
        await codeOf(`http://127.0.0.1:${outside.port}/`, { allow: outside.allow, mostRedirects: 5 }),
        target,
      ).toBe('outside_address_refused');
      expect(outside.hits).toEqual(['GET /']);
    }
    expect(inside.hits).toEqual([]);
  });

  it('are followed as often as allowed, then end', async () => {
    const { port, hits, allow } = await listening((request, response) => {
      const step = Number(request.url?.slice(1));
      response.writeHead(302, { location: `/${step + 1}` }).end();
    });
    expect(await codeOf(`http://127.0.0.1:${port}/0`, { allow, mostRedirects: 3 })).toBe('outside_redirects');
    expect(hits).toEqual(['GET /0', 'GET /1', 'GET /2', 'GET /3']);
  });

  it('turn a POST into a GET and leave credentials behind at another origin', async () => {
    let seen: Record<string, unknown> = {};
    const second = await listening((request, response) => {
      seen = {
        method: request.method,
        authorization: request.headers.authorization,
        cookie: request.headers.cookie,
        type: request.headers['content-type'],
      };
      response.end('there');
    });
    const first = await listening(
      (_, response) => void response.writeHead(303, { location: `http://127.0.0.1:${second.port}/` }).end(),
    );
    const allow = new AllowList(['127.0.0.1']);
    const answer = await outsideFetch(`http://127.0.0.1:${first.port}/`, {
      method: 'POST',
      body: '{}',
      headers: { authorization: 'Bearer x', cookie: 'a=b', 'content-type': 'application/json' },
      allow,
      mostRedirects: 1,
    });
    expect(answer.body.toString()).toBe('there');
    expect(answer.url).toBe(`http://127.0.0.1:${second.port}/`);
    expect(seen).toEqual({ method: 'GET', authorization: undefined, cookie: undefined, type: undefined });
  });
});

describe('limits', () => {
  it('end a body that is larger than allowed, announced or not', async () => {
    const announced = await listening((_, response) => void response.end(Buffer.alloc(200_000)));
    const streamed = await listening((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    for (const { port, allow } of [announced, streamed]) {
      expect(await codeOf(`http://127.0.0.1:${port}/`, { allow, mostBytes: 100_000 })).toBe(
        'outside_too_large',
      );
    }
  });

  it('hold for what a compressed body becomes', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000));
    const { port, allow } = await listening(
      (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    expect(await codeOf(`http://127.0.0.1:${port}/`, { allow, mostBytes: 100_000 })).toBe(
      'outside_too_large',
    );
  });

  it('end headers without end', async () => {
    const { port, allow } = await listening(
      (_, response) => void response.writeHead(200, { 'x-long': 'a'.repeat(60_000) }).end(),
    );
    expect(await codeOf(`http://127.0.0.1:${port}/`, { allow })).toBe('outside_too_large');
  });

  it('end a server that never answers, and one that drips', async () => {
    const silent = await listening(() => {});
    const dripping = await listening((_, response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    for (const { port, allow } of [silent, dripping]) {
      const from = performance.now();
      expect(await codeOf(`http://127.0.0.1:${port}/`, { allow, timeoutMilliseconds: 150 })).toBe(
        'outside_timeout',
      );
      expect(performance.now() - from).toBeLessThan(1_500);
    }
  });

  it('do not matter when only the status does', async () => {
    const { port, allow } = await listening(
      (_, response) => void response.writeHead(202).end(Buffer.alloc(500_000)),
    );
    expect(await codeOf(`http://127.0.0.1:${port}/`, { allow, discardBody: true, mostBytes: 10 })).toBe(
      'answered 202',
    );
  });
});

describe('an allowed address', () => {
  it('is fetched with method, headers and body, and answers whatever its status', async () => {
    const { port, allow } = await listening((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () =>
        response
          .writeHead(418, {
            'x-got': `${request.method} ${String(request.headers['x-one'])} ${String(request.headers.host)}`,
          })
          .end(body),
      );
    });
    const answer = await outsideFetch(`http://city.test:${port}/`, {
      method: 'POST',
      headers: { 'x-one': '1', host: 'forged.example', 'transfer-encoding': 'chunked' },
      body: 'xin chào',
      allow,
      resolve: fixed('127.0.0.1'),
    });
    expect(answer.status).toBe(418);
    expect(answer.headers.get('x-got')).toBe(`POST 1 city.test:${port}`);
    expect(answer.body.toString()).toBe('xin chào');
  });

  it('is read also when it compresses unasked', async () => {
    const { port, allow } = await listening(
      (_, response) =>
        void response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync('phượng')),
    );
    const answer = await outsideFetch(`http://127.0.0.1:${port}/`, { allow });
    expect(answer.body.toString()).toBe('phượng');
  });

  it('is listed by host and port: other ports stay closed', async () => {
    const one = await listening(ok);
    const other = await listening(ok);
    const allow = new AllowList([`localhost:${one.port}`]);
    expect(await codeOf(`http://localhost:${one.port}/`, { allow, resolve: fixed('127.0.0.1') })).toBe(
      'answered 200',
    );
    expect(await codeOf(`http://localhost:${other.port}/`, { allow, resolve: fixed('127.0.0.1') })).toBe(
      'outside_address_refused',
    );
    expect(await codeOf(`http://127.0.0.1:${one.port}/`, { allow })).toBe('outside_address_refused');
  });

  it('that nobody listens on is unreachable', async () => {
    const { port, allow } = await listening(ok);
    const server = servers.pop() as Server;
    await new Promise((resolve) => server.close(resolve));
    expect(await codeOf(`http://127.0.0.1:${port}/`, { allow })).toBe('outside_unreachable');
  });
});
