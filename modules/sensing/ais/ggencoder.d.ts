// What the tests use of ggencoder, which comes without types.
declare module 'ggencoder' {
  const ggencoder: {
    readonly AisDecode: new (
      nmea: string,
      session: object,
    ) => { readonly valid: boolean; readonly [field: string]: unknown };
    readonly AisEncode: new (message: object) => { readonly valid: boolean; readonly nmea: string };
  };
  export default ggencoder;
}
