// MapLibre's worker as a file of this site: the page's policy allows no other.
// Imported as a value: its package says "no side effects", so a bare import would be dropped by the bundler.
void import('maplibre-gl/dist/maplibre-gl-worker.mjs');
