// Parts that need more script (map, camera, chart, wallet) bring it themselves, when seen or when pressed.

type Island = { mount: (element: HTMLElement) => unknown };

/** <div data-island="map" data-load="visible|press|idle" data-src="/assets/…">; the module exports mount(element). */
export function loadIslands(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-island]')) {
    const load = () => void mount(element);
    if (element.dataset['load'] === 'press') whenPressed(element, load);
    else if (element.dataset['load'] === 'idle') (window.requestIdleCallback ?? setTimeout)(load);
    else whenSeen(element, load);
  }
}

async function mount(element: HTMLElement): Promise<void> {
  if (element.dataset['mounted']) return;
  element.dataset['mounted'] = 'yes';
  try {
    const source = element.dataset['src'] ?? `/assets/islands/${element.dataset['island']}.js`;
    const island = (await import(source)) as Island;
    await island.mount(element);
  } catch (error) {
    // What the server drew stays in place; the next press or page tries again.
    delete element.dataset['mounted'];
    console.error(error);
  }
}

function whenPressed(element: HTMLElement, load: () => void): void {
  const handle = element.querySelector<HTMLElement>('[data-press]') ?? element;
  handle.hidden = false;
  handle.addEventListener('click', load);
}

function whenSeen(element: HTMLElement, load: () => void): void {
  const watcher = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      load();
    },
    { rootMargin: '200px' },
  );
  watcher.observe(element);
}
