// The pin that a person sets: by press, by dragging it, or with Enter at the middle of the map.
import { type Map as MapLibre, Marker } from 'maplibre-gl';
import type { Place } from './types.ts';

export class Pin {
  readonly #map: MapLibre;
  readonly #place: (place: Place) => void;
  readonly #cross: HTMLElement;
  readonly #onKey: (event: KeyboardEvent) => void;
  #marker: Marker | null = null;

  constructor(map: MapLibre, place: (place: Place) => void) {
    this.#map = map;
    this.#place = place;
    this.#cross = document.createElement('div');
    this.#cross.className = 'city-map-cross';
    map.getCanvasContainer().append(this.#cross);
    this.#onKey = (event) => {
      if (event.key === 'Enter') this.#tell(map.getCenter());
    };
    map.getCanvas().addEventListener('keydown', this.#onKey);
    map.on('click', ({ lngLat }) => this.#tell(lngLat));
  }

  set(place: Place | null): void {
    if (place === null) {
      this.#marker?.remove();
      this.#marker = null;
      return;
    }
    this.#marker ??= this.#make();
    this.#marker.setLngLat([place.lon, place.lat]).addTo(this.#map);
  }

  destroy(): void {
    this.#map.getCanvas().removeEventListener('keydown', this.#onKey);
    this.#marker?.remove();
    this.#cross.remove();
  }

  #make(): Marker {
    const element = document.createElement('div');
    element.className = 'city-map-pin';
    element.setAttribute('aria-hidden', 'true');
    const marker = new Marker({ element, anchor: 'bottom', draggable: true });
    marker.on('dragend', () => this.#tell(marker.getLngLat()));
    return marker;
  }

  #tell({ lng, lat }: { lng: number; lat: number }): void {
    this.#place({ lat: Math.round(lat * 1e6) / 1e6, lon: Math.round(lng * 1e6) / 1e6 });
  }
}
