// The names that the city's own entities use, published under the city's address and shipped with the module.
import { coreContext } from './shipped.ts';

/** The city's context, by the address that its entities name. */
export const cityContextAddress = 'https://haiphong.example/ngsi-ld/context.jsonld';
export const cityContext: readonly string[] = [cityContextAddress, coreContext];
