// The sealed original of a picture: asked for with a purpose, shown once, gone with the screen.
import type { DeskContext } from '@city/ui/desk';
import { Button, TextInput } from '@city/ui/parts';
import { useEffect, useState } from 'react';

export function LookOriginal({
  desk: { t },
  code,
  photo,
}: {
  desk: DeskContext;
  code: string;
  photo: string;
}) {
  const [purpose, setPurpose] = useState('');
  const [shown, setShown] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => () => void (shown && URL.revokeObjectURL(shown)), [shown]);
  const isReady = purpose.trim().length >= 5;
  const open = async () => {
    setFailed(false);
    const query = new URLSearchParams({ purpose: purpose.trim() });
    const answer = await fetch(
      `/api/desk/reports/${encodeURIComponent(code)}/photos/${photo}/original?${query}`,
    ).catch(() => null);
    if (answer?.ok) setShown(URL.createObjectURL(await answer.blob()));
    else setFailed(true);
  };
  return (
    <details className="look-ban">
      <summary>{t('Xem ảnh gốc')}</summary>
      <TextInput
        t={t}
        id="look-purpose"
        name="purpose"
        label={t('Cần xem để làm gì')}
        hint={t('Mỗi lần xem đều ghi lại cùng lý do.')}
        value={purpose}
        maxLength={200}
        error={failed ? t('Chưa mở được ảnh gốc. Thử lại sau ít phút.') : undefined}
        onChange={(event) => setPurpose(event.target.value)}
      />
      <Button type="button" size="sm" disabled={!isReady} onClick={() => void open()}>
        {t('Mở ảnh gốc')}
      </Button>
      {shown !== null && <img className="look-original" src={shown} alt={t('Ảnh gốc, chưa che')} />}
    </details>
  );
}
