// A device's key, which is shown once.
import type { DeskContext } from '@city/ui/desk';
import { Banner } from '@city/ui/parts';
import type { Key } from './shapes.ts';

export function ShownKey({ desk: { t }, shown }: { desk: DeskContext; shown: Key }) {
  return (
    <Banner tone="done" title={t('Khoá của {code}, chỉ hiện lần này', { code: shown.code })} role="status">
      <code className="sensing-key">{shown.key}</code>
    </Banner>
  );
}
