// How to reach who sent a report: shown only for a stated purpose, which the trail keeps and the reporter can read.
import type { DeskContext } from '@city/ui/desk';
import { Banner, Button, DataList, TextInput } from '@city/ui/parts';
import { useState } from 'react';
import type { Contact, DeskView } from '../contract.ts';
import { askContact } from './api.ts';
import { fieldProblem, problemWords } from './problem-words.ts';

type Shown =
  | { is: 'closed' | 'asking' | 'fetching' }
  | { is: 'open'; contact: Contact | null }
  | { is: 'failed'; error: unknown };

export function ReporterContact({ desk: { t }, view }: { desk: DeskContext; view: DeskView }) {
  const [shown, setShown] = useState<Shown>({ is: 'closed' });
  const [purpose, setPurpose] = useState('');
  if (!view.hasReporter)
    return <p className="det-reporter muted">{t('Người gửi không để lại cách liên hệ.')}</p>;
  const fetchContact = async () => {
    if (purpose.trim().length < 3) return;
    setShown({ is: 'fetching' });
    try {
      setShown({ is: 'open', contact: await askContact(view.trackingCode, purpose.trim()) });
    } catch (error) {
      setShown({ is: 'failed', error });
    }
  };
  if (shown.is === 'closed') {
    return (
      <p className="det-reporter">
        <span>{t('Người gửi muốn nhận tin.')}</span>
        <Button type="button" size="sm" icon="eye" onClick={() => setShown({ is: 'asking' })}>
          {t('Xem liên hệ')}
        </Button>
      </p>
    );
  }
  if (shown.is === 'open') return <OpenContact t={t} contact={shown.contact} purpose={purpose.trim()} />;
  const error =
    shown.is === 'failed'
      ? (fieldProblem(shown.error, 'purpose') ?? problemWords(shown.error, t))
      : undefined;
  return (
    <form
      className="det-reporter det-reporter-ask"
      onSubmit={(event) => {
        event.preventDefault();
        void fetchContact();
      }}
    >
      <TextInput
        t={t}
        id="contact-purpose"
        name="purpose"
        label={t('Xem liên hệ để làm gì?')}
        hint={t('Mục đích được ghi vào nhật ký; người gửi đọc được ai đã xem và vì sao.')}
        error={error}
        value={purpose}
        minLength={3}
        maxLength={200}
        required
        autoFocus
        list="contact-purposes"
        onChange={(event) => setPurpose(event.target.value)}
      />
      <datalist id="contact-purposes">
        {[t('Hỏi thêm địa điểm'), t('Hẹn đến xem cùng người dân'), t('Báo kết quả qua điện thoại')].map(
          (text) => (
            <option key={text} value={text} />
          ),
        )}
      </datalist>
      <div className="btns">
        <Button type="submit" disabled={shown.is === 'fetching'}>
          {t('Xem')}
        </Button>
        <Button type="button" look="plain" onClick={() => setShown({ is: 'closed' })}>
          {t('Thôi')}
        </Button>
      </div>
    </form>
  );
}

function OpenContact({
  t,
  contact,
  purpose,
}: {
  t: DeskContext['t'];
  contact: Contact | null;
  purpose: string;
}) {
  const items = [
    { name: t('Gửi cho'), value: contact?.behalf?.principal ?? '' },
    { name: t('Người gửi thay'), value: contact?.behalf?.agent ?? '' },
    { name: t('Tên'), value: contact?.name ?? '' },
    {
      name: t('Điện thoại'),
      value: contact?.phone ? <a href={`tel:${contact.phone}`}>{contact.phone}</a> : '',
    },
    {
      name: t('E-mail'),
      value: contact?.email ? <a href={`mailto:${contact.email}`}>{contact.email}</a> : '',
    },
  ].filter(({ value }) => value !== '');
  return (
    <Banner title={t('Liên hệ người gửi')} icon="lock" role="status">
      {items.length === 0 ? (
        <p>{t('Người gửi có tài khoản nhưng không cho xem số điện thoại hay e-mail.')}</p>
      ) : (
        <DataList items={items} />
      )}
      <p className="muted">{t('Đã ghi nhật ký: {purpose}', { purpose })}</p>
    </Banner>
  );
}
