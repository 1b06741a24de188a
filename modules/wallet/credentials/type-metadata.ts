// What a type of credential is, for whoever meets its `vct` (SD-JWT VC Type Metadata), and the addresses of types.
import type { CredentialDefinition } from '../contract.ts';

export const vctOf = (origin: string, type: string): string => `${origin}/wallet/types/${type}`;

export function typeMetadata(origin: string, definition: CredentialDefinition): Record<string, unknown> {
  const { display, describe, colours, claims, type } = definition;
  return {
    vct: vctOf(origin, type),
    name: display.vi,
    description: describe.vi,
    display: (['vi', 'en'] as const).map((locale) => ({
      locale,
      name: display[locale],
      description: describe[locale],
      rendering: { simple: { background_color: colours.background, text_color: colours.text } },
    })),
    claims: claims.map((claim) => ({
      path: claim.path,
      display: (['vi', 'en'] as const).map((locale) => ({ locale, label: claim.display[locale] })),
      mandatory: claim.mandatory,
      sd: claim.disclosure === 'always' ? 'never' : 'always',
    })),
  };
}
