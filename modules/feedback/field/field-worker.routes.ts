// The service worker of the field screen: keeps the screen itself on the phone, so that it opens where there is no network. Reports are not its business.
import { Answer, type Route, route } from '@city/kernel/http';

/** Plain JavaScript for browsers. Names of what is kept carry the version: a new one clears the old. */
const worker = `// Keeps the field screen for times without network. Data of reports never passes through here.
const kept = 'desk-field-1';
const isShell = (url) => /^\\/(desk\\/assets|assets|texts)\\//.test(url.pathname);
const isMe = (url) => url.pathname === '/api/me';

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('desk-field-') && name !== kept) await caches.delete(name);
  await self.clients.claim();
})()));

async function keep(request, answer) {
  const store = await caches.open(kept);
  if (answer.ok) await store.put(request, answer.clone());
  else if (answer.status === 401) await store.delete(request);
  return answer;
}

async function fromNetwork(request, key) {
  try {
    return await keep(key ?? request, await fetch(request));
  } catch (error) {
    const found = await (await caches.open(kept)).match(key ?? request);
    if (found) return found;
    throw error;
  }
}

async function fromShelf(request) {
  const found = await (await caches.open(kept)).match(request);
  return found ?? keep(request, await fetch(request));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(fromNetwork(request, '/desk/field'));
  else if (url.pathname.startsWith('/desk/assets/')) event.respondWith(fromShelf(request));
  else if (isShell(url) || isMe(url)) event.respondWith(fromNetwork(request));
});

// What the page had loaded before the worker was there.
self.addEventListener('message', (event) => event.waitUntil((async () => {
  const store = await caches.open(kept);
  for (const path of event.data?.keep ?? []) {
    const url = new URL(path, self.location.origin);
    if (url.origin !== self.location.origin) continue;
    const isPage = url.pathname === '/desk/field';
    if (!isPage && !isShell(url) && !isMe(url)) continue;
    try { await keep(isPage ? '/desk/field' : url.href, await fetch(url.href, { credentials: 'same-origin' })); } catch {}
  }
  event.ports[0]?.postMessage('kept');
})()));
`;

export function fieldWorkerRoute(): Route {
  return route(
    {
      method: 'GET',
      url: '/desk/field/worker.js',
      permission: 'public: a program of the page',
      summary: { vi: 'Chương trình giữ màn hình hiện trường', en: 'Worker that keeps the field screen' },
      hidden: true,
    },
    async () =>
      new Answer(200, worker, {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'no-cache',
        'service-worker-allowed': '/desk/field',
      }),
  );
}
