// "Where I am": a button that fills latitude and longitude. Hidden until this script shows it.

/**
 * <button data-geolocate data-lat="id" data-lon="id" data-status="id" data-waiting data-found data-denied hidden>.
 * With data-device="id" that input keeps where the device is, as "lat,lon,metres", also when the pin is moved afterwards.
 * Fires `change` on the inputs, so that a map island follows.
 */
export function offerPlace(root: ParentNode): void {
  if (!('geolocation' in navigator)) return;
  for (const button of root.querySelectorAll<HTMLElement>('[data-geolocate]')) {
    button.hidden = false;
    button.addEventListener('click', () => locate(button));
  }
}

function locate(button: HTMLElement): void {
  const { lat, lon, status, device, waiting, found, denied } = button.dataset;
  const say = (text = '') => {
    const place = document.getElementById(status ?? '');
    if (place) place.textContent = text;
  };
  say(waiting);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      put(lat, coords.latitude);
      put(lon, coords.longitude);
      keep(device, coords);
      say(found?.replace('{meters}', String(Math.round(coords.accuracy))));
    },
    () => say(denied),
    { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
  );
}

function keep(id = '', { latitude, longitude, accuracy }: GeolocationCoordinates): void {
  const input = document.getElementById(id) as HTMLInputElement | null;
  if (input) input.value = [latitude.toFixed(5), longitude.toFixed(5), Math.round(accuracy)].join();
}

/** Five decimals: about a metre. */
function put(id = '', degrees: number): void {
  const input = document.getElementById(id) as HTMLInputElement | null;
  if (!input) return;
  input.value = degrees.toFixed(5);
  input.dispatchEvent(new Event('change', { bubbles: true }));
}
