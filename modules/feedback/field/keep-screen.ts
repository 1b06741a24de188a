// Lets the worker keep this screen on the phone, with what was loaded before the worker was there.

/** Answers when the screen opens without network; a browser without workers goes on as it is. */
export async function keepScreen(lang: string): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register('/desk/field/worker.js', {
      scope: '/desk/field',
    });
    await ready(registration);
    const loaded = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.startsWith(location.origin));
    const channel = new MessageChannel();
    const kept = new Promise<void>((resolve) => {
      channel.port1.onmessage = () => resolve();
    });
    const keep = [...new Set([...loaded, '/desk/field', '/api/me', `/texts/${lang}.json`])];
    registration.active?.postMessage({ keep }, [channel.port2]);
    await kept;
    document.documentElement.dataset['fieldKept'] = 'yes';
  } catch {
    // Refused or out of space: the steps are kept all the same, only the screen needs the network to open.
  }
}

function ready(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return Promise.resolve();
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve();
    });
  });
}
