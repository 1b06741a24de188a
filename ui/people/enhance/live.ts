// Live parts of a page: a server-sent event says that something changed, and the part is fetched anew as HTML.

/**
 * <section id="story" data-live="/api/live?…" data-live-target="story" data-live-events="case">.
 * Rests while the page is hidden or the person is inside the part.
 */
export function watchLive(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-live]')) follow(element);
}

function follow(element: HTMLElement): void {
  const target = element.dataset['liveTarget'] ?? element.id;
  let source: EventSource | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const refresh = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void replacePart(target), 300);
  };
  const listen = () => {
    if (document.hidden) {
      source?.close();
      source = undefined;
    } else if (!source) {
      source = new EventSource(element.dataset['live']!);
      for (const name of ['message', ...(element.dataset['liveEvents']?.split(' ') ?? [])])
        source.addEventListener(name, refresh);
    }
  };
  listen();
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) refresh();
    listen();
  });
}

async function replacePart(id: string): Promise<void> {
  const now = document.getElementById(id);
  if (!now || now.contains(document.activeElement)) return;
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => undefined);
  // A page that is refused from now on still says so in its bars: whoever lost a power must see it.
  if (!answer?.headers.get('content-type')?.includes('html')) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(id);
  if (!fresh || fresh.innerHTML === now.innerHTML) return;
  now.replaceChildren(...fresh.childNodes);
}
