// What the islands take in beside code: stylesheets as text, and a worker that has no types.
declare module 'maplibre-gl/dist/maplibre-gl.css' {
  const text: string;
  export default text;
}
declare module '@city/ui/map.css' {
  const text: string;
  export default text;
}
declare module 'maplibre-gl/dist/maplibre-gl-worker.mjs';
