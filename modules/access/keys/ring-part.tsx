// One purpose with its keys: what each is for, how old it is, what comes next, and the form that asks for another.
import { type DeskContext, dayWords, momentWords } from '@city/ui/desk';
import { Button, Tag, TextInput } from '@city/ui/parts';
import { DataGrid, type GridColumn } from '@city/ui/staff';
import { useState } from 'react';
import type { KeyView, RingView } from './key-schemas.ts';

export interface RingPartProps {
  readonly desk: DeskContext;
  readonly ring: RingView;
  readonly mayAsk: boolean;
  readonly isBusy: boolean;
  readonly onAsk: (reason: string) => void;
}

export function RingPart({ desk, ring, mayAsk, isBusy, onAsk }: RingPartProps) {
  const { t, lang } = desk;
  const [reason, setReason] = useState<string | null>(null);
  const isLongEnough = (reason ?? '').trim().length >= 5;
  return (
    <section aria-labelledby={`keys-${ring.module}-${ring.ring}`}>
      <h2 id={`keys-${ring.module}-${ring.ring}`}>{ring.title[lang]}</h2>
      <DataGrid
        t={t}
        caption={t('Khóa: {title}', { title: ring.title[lang] })}
        rows={ring.keys}
        rowKey={({ id }) => id}
        columns={columnsOf(desk)}
        empty={<p className="hint">{t('Chưa có khóa nào; khóa đầu tiên được tạo khi cần ký.')}</p>}
      />
      {ring.byHand !== null && <p className="hint">{ring.byHand[lang]}</p>}
      {mayAsk && reason === null && (
        <Button type="button" size="sm" icon="refresh" onClick={() => setReason('')}>
          {t('Xin đổi khóa')}
        </Button>
      )}
      {mayAsk && reason !== null && (
        <form
          className="keys-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (!isLongEnough) return;
            onAsk(reason.trim());
            setReason(null);
          }}
        >
          <TextInput
            t={t}
            id={`reason-${ring.module}-${ring.ring}`}
            name="reason"
            label={t('Vì sao đổi khóa')}
            hint={t('Ít nhất 5 chữ; người thứ hai đọc rồi mới xác nhận.')}
            value={reason}
            required
            minLength={5}
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <p className="keys-answers">
            <Button look="primary" size="sm" disabled={isBusy || !isLongEnough}>
              {t('Gửi lời xin')}
            </Button>{' '}
            <Button type="button" size="sm" onClick={() => setReason(null)}>
              {t('Thôi')}
            </Button>
          </p>
        </form>
      )}
    </section>
  );
}

function columnsOf({ t, lang }: DeskContext): readonly GridColumn<KeyView>[] {
  const day = (at: string | null) => (at === null ? '–' : dayWords(at.slice(0, 10), lang));
  return [
    { key: 'id', header: t('Khóa'), cell: ({ id }) => <code title={id}>{id.slice(0, 12)}</code> },
    { key: 'use', header: t('Dùng để'), cell: ({ use }) => use[lang] },
    { key: 'state', header: t('Trạng thái'), cell: (key) => <StateTag t={t} state={key.state} /> },
    {
      key: 'age',
      header: t('Tuổi'),
      cell: ({ madeAt }) => (madeAt === null ? t('chưa ký lần nào') : ageWords(t, madeAt)),
    },
    {
      key: 'signs',
      header: t('Ký từ'),
      cell: ({ signsFrom }) => (signsFrom === null ? '–' : momentWords(new Date(signsFrom), lang, 'short')),
    },
    { key: 'until', header: t('Được nhận đến'), cell: ({ until }) => day(until) },
    {
      key: 'next',
      header: t('Tự đổi'),
      cell: ({ nextAt, state }) => (nextAt === null && state === 'signing' ? t('bằng tay') : day(nextAt)),
    },
  ];
}

function StateTag({ t, state }: { t: DeskContext['t']; state: KeyView['state'] }) {
  switch (state) {
    case 'announced':
      return <Tag tone="soon">{t('Đã công bố, chưa ký')}</Tag>;
    case 'signing':
      return <Tag tone="done">{t('Đang ký')}</Tag>;
    case 'checking':
      return <Tag tone="plain">{t('Chỉ để kiểm')}</Tag>;
  }
}

function ageWords(t: DeskContext['t'], madeAt: string): string {
  const days = Math.floor((Date.now() - new Date(madeAt).getTime()) / 86_400_000);
  return days < 1 ? t('dưới một ngày') : t('{n} ngày', { n: days });
}
