// What an exchange knows of the token that it issues, until the token is written.

/** Whence a token's level comes. */
export interface SourceLike {
  readonly acr?: string | undefined;
  readonly authTime?: number | undefined;
}

export interface Exchanged {
  /** The acting person, as RFC 8693 (4.1) puts it. */
  readonly act: { readonly sub: string };
  readonly mandate: { readonly id: string; readonly kind: string; readonly powers: readonly string[] };
  readonly source: SourceLike;
}

const exchanged = new WeakMap<object, Exchanged>();
export const keepExchanged = (token: object, facts: Exchanged): void => {
  exchanged.set(token, facts);
};
export const exchangedOf = (token: object): Exchanged | undefined => exchanged.get(token);
