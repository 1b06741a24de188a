// Who calls and what they say: the number finds their earlier reports, the words propose the service.
import { useQuery } from '@tanstack/react-query';
import { askJson, momentWords } from '@city/ui/desk';
import { Select, TextArea, TextInput } from '@city/ui/parts';
import { limits } from '../../limits.ts';
import { fieldProblem } from '../../desk/problem-words.ts';
import { stateName } from '../../desk/state-words.ts';
import type { HotlineProps } from './hotline-screen.tsx';
import { useCaller } from './use-help.ts';

type Services = { items: readonly { code: string; name: { vi: string; en: string } }[] };

export function CallForm({ desk: { t, lang }, call, write, help, sending }: HotlineProps) {
  const services = useQuery({
    queryKey: ['reports', 'services'],
    queryFn: ({ signal }) => askJson<Services>('/api/reports/services', { signal }),
    staleTime: Infinity,
  });
  const items = services.data?.items ?? [];
  const nameOf = (code: string | null) => items.find((one) => one.code === code)?.name[lang];
  const suggested = call.service === '' ? nameOf(help?.service ?? null) : undefined;
  return (
    <div className="hotline-call">
      <Who desk={{ t, lang }} call={call} write={write} sending={sending} />
      <TextArea
        t={t}
        id="call-words"
        name="words"
        label={t('Người gọi kể')}
        rows={4}
        value={call.words}
        maxLength={limits.wordsMax}
        error={
          sending.missing === 'words' && call.words.trim().length < 3
            ? t('Ghi một dòng chuyện gì đang xảy ra.')
            : fieldProblem(sending.failed, 'words')
        }
        onChange={(event) => write({ words: event.target.value })}
      />
      {help && help.urgent.length > 0 && (
        <p className="hotline-urgent">{t('Khẩn, vì có: {words}', { words: help.urgent.join(', ') })}</p>
      )}
      <div className="hotline-two">
        <Select
          t={t}
          id="call-service"
          name="service"
          label={t('Loại việc')}
          emptyName={
            suggested === undefined ? t('Chưa chọn') : t('Theo lời kể: {service}', { service: suggested })
          }
          value={call.service}
          error={
            sending.missing === 'service' && sending.service === '' ? t('Chọn một loại việc.') : undefined
          }
          options={items.map(({ code, name }) => ({ value: code, name: name[lang] }))}
          onChange={(event) => write({ service: event.target.value })}
        />
        <Select
          t={t}
          id="call-kind"
          name="kind"
          label={t('Người gọi muốn')}
          value={call.kind}
          options={[
            { value: 'phan_anh', name: t('Báo một việc') },
            { value: 'kien_nghi', name: t('Đề nghị, kiến nghị') },
            { value: 'hoi_dap', name: t('Hỏi') },
          ]}
          onChange={(event) => write({ kind: event.target.value as typeof call.kind })}
        />
      </div>
    </div>
  );
}

function Who({
  desk: { t, lang },
  call,
  write,
  sending,
}: Omit<HotlineProps, 'desk' | 'help'> & { desk: Pick<HotlineProps['desk'], 't' | 'lang'> }) {
  const { caller, error } = useCaller(call.phone, t('Nhận cuộc gọi 1022'));
  const wrong = fieldProblem(error, 'phone') ?? fieldProblem(sending.failed, 'contact/phone');
  const reports = caller?.reports ?? [];
  const name = caller?.name;
  return (
    <section className="hotline-who" aria-label={t('Người gọi')}>
      <div className="hotline-two">
        <TextInput
          t={t}
          id="call-phone"
          name="phone"
          type="tel"
          inputMode="tel"
          autoComplete="off"
          autoFocus
          label={t('Số gọi đến')}
          value={call.phone}
          error={wrong}
          onChange={(event) => write({ phone: event.target.value })}
        />
        <TextInput
          t={t}
          id="call-name"
          name="name"
          autoComplete="off"
          label={t('Tên người gọi')}
          optional
          value={call.name}
          placeholder={name ?? undefined}
          maxLength={limits.contactNameMax}
          onChange={(event) => write({ name: event.target.value })}
        />
      </div>
      {caller && reports.length === 0 && (
        <p className="muted">{t('Số này chưa báo việc nào. Lần tra đã ghi nhật ký.')}</p>
      )}
      {reports.length > 0 && (
        <details className="hotline-before" open>
          <summary>{t('{n} việc số này đã báo', { n: reports.length })}</summary>
          <ul>
            {reports.slice(0, 5).map((report) => (
              <li key={report.trackingCode}>
                <a href={report.url} target="_blank" rel="noreferrer">
                  {report.title[lang]}
                </a>
                <span className="muted">
                  {' '}
                  {stateName(report.state, t)} · {momentWords(new Date(report.filedAt), lang, 'tiny')} ·{' '}
                  {report.trackingCode}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
