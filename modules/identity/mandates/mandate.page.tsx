// One mandate in full: what it gives, on what it rests, what happened to it, and the steps that the reader may take.
import { type View, view } from '@city/kernel/http';
import { formatDate, formatDateTime, localDate } from '@city/kernel/time';
import { Banner, Button, ButtonLink, Checkboxes, ErrorSummary, TextInput, Timeline } from '@city/ui/parts';
import type { ReactNode } from 'react';
import { liveMandates } from './mandate.live.ts';
import { lastDay, MandateFacts, powerNames, type Reading, StatusTag } from './mandate.part.tsx';
import type { MandateRecord } from './mandate.store.ts';
import type { Narrowed } from './narrowing.store.ts';
import type { PartyStep } from './step.action.ts';

export interface MandatePage {
  readonly mandate: MandateRecord;
  /** What was taken from it, the newest first. */
  readonly narrowings: readonly Narrowed[];
  /** Steps that the reader may take now. */
  readonly steps: readonly PartyStep[];
  readonly mayPassOn: boolean;
  readonly problem: string | null;
}

export function mandateView(reading: Reading, input: MandatePage): View {
  const { t, ownId } = reading;
  const { mandate, problem } = input;
  const name = mandate.agent.id === ownId ? mandate.principal.name : mandate.agent.name;
  return framed(
    reading,
    mandate,
    name,
    <>
      <p>
        <StatusTag mandate={mandate} reading={reading} />
      </p>
      {problem !== null && <Banner tone="need" role="alert" title={problem} />}
      <p>
        {t('{agent} làm thay {principal}.', { agent: mandate.agent.name, principal: mandate.principal.name })}
      </p>
      <MandateFacts mandate={mandate} reading={reading} />
      <Steps reading={reading} {...input} />
      <WhatHappened reading={reading} mandate={mandate} narrowings={input.narrowings} />
    </>,
    true,
  );
}

function Steps({ reading, mandate, steps, mayPassOn }: MandatePage & { readonly reading: Reading }) {
  const { t } = reading;
  const form = (step: PartyStep, button: ReactNode, more?: ReactNode) => (
    <form method="post" action={`/me/mandates/${mandate.id}/${step}`} className="flow">
      {more}
      {button}
    </form>
  );
  const may = (step: PartyStep) => steps.includes(step);
  if (steps.length === 0 && !mayPassOn)
    return mandate.kind === 'guardian' && mandate.endedAt === null ? (
      <p className="hint">
        {t('Muốn đổi hay chấm dứt, xin đến bộ phận hộ tịch phường, xã đã ghi quan hệ này.')}
      </p>
    ) : null;
  return (
    <section className="flow" aria-labelledby="steps">
      <h2 id="steps">{t('Bạn có thể')}</h2>
      {may('accept') &&
        form(
          'accept',
          <Button look="primary" icon="tick">
            {t('Nhận làm thay')}
          </Button>,
        )}
      {may('confirm') &&
        form(
          'confirm',
          <Button look="primary" icon="tick">
            {t('Xác nhận là người thứ hai')}
          </Button>,
        )}
      {may('decline') && form('decline', <Button>{t('Từ chối')}</Button>)}
      {may('narrow') && (
        <p>
          <ButtonLink icon="minus" href={`/me/mandates/${mandate.id}/narrow`}>
            {t('Bớt việc hoặc rút ngắn ngày')}
          </ButtonLink>
        </p>
      )}
      {mayPassOn && (
        <p>
          <ButtonLink icon="hand-over" href={`/me/mandates/new?of=${mandate.id}`}>
            {t('Giao lại một phần cho người khác')}
          </ButtonLink>
        </p>
      )}
      {may('revoke') && (
        <details>
          <summary>{t('Chấm dứt')}</summary>
          {form(
            'revoke',
            <Button look="primary">{t('Chấm dứt ngay')}</Button>,
            <>
              <p>
                {t(
                  'Có hiệu lực ngay, kể cả nơi đang đăng nhập. Những việc đã làm vẫn có giá trị và được giữ lại.',
                )}
              </p>
              <TextInput t={t} id="why" name="why" label={t('Vì sao')} optional maxLength={200} />
            </>,
          )}
        </details>
      )}
    </section>
  );
}

/** What is known of its life, the newest first; without names of offices' people. */
function WhatHappened({
  reading,
  mandate,
  narrowings,
}: Pick<MandatePage, 'mandate' | 'narrowings'> & { readonly reading: Reading }) {
  const { t, lang, ownId } = reading;
  const at = (when: Date) => ({ time: formatDateTime(when, lang), dateTime: when.toISOString() });
  const ended = mandate.endedAt && {
    key: 'ended',
    ...at(mandate.endedAt),
    icon: 'done' as const,
    title: mandate.endedBy === ownId ? t('Bạn đã chấm dứt') : endWords(reading, mandate),
    ...(mandate.endedWhy ? { text: mandate.endedWhy } : {}),
  };
  const accepted = mandate.acceptedAt &&
    mandate.acceptedAt.getTime() !== mandate.madeAt.getTime() && {
      key: 'accepted',
      ...at(mandate.acceptedAt),
      icon: 'tick' as const,
      title: t('{name} đã nhận', { name: mandate.agent.name }),
    };
  const made = {
    key: 'made',
    ...at(mandate.madeAt),
    icon: 'sign' as const,
    title:
      mandate.madeBy === ownId
        ? t('Bạn đã ký')
        : mandate.kind === 'guardian' || mandate.kind === 'organisation'
          ? t('Ghi theo giấy {evidence}', { evidence: mandate.evidence })
          : t('Người giao đã ký'),
  };
  return (
    <section className="flow" aria-labelledby="past">
      <h2 id="past">{t('Đã có gì')}</h2>
      <Timeline
        items={[
          ended,
          ...narrowings.map((one, index) => narrowedItem(reading, mandate, one, index)),
          accepted,
          made,
        ].filter((one) => one !== null && one !== false)}
      />
    </section>
  );
}

/** One narrowing: who, which powers went, which day it ends now. */
function narrowedItem(reading: Reading, mandate: MandateRecord, one: Narrowed, index: number) {
  const { t, lang, ownId, rulesOn, now } = reading;
  const gone = powerNames(rulesOn(localDate(now)), one.powersGone, lang);
  const words = [
    ...(gone.length > 0 ? [t('Không còn: {powers}.', { powers: gone.join(', ') })] : []),
    ...(one.earlier
      ? [
          one.earlier.before
            ? t('Đến hết {after} thay vì {before}.', {
                after: formatDate(lastDay(one.earlier.after), lang),
                before: formatDate(lastDay(one.earlier.before), lang),
              })
            : t('Đến hết {after}.', { after: formatDate(lastDay(one.earlier.after), lang) }),
        ]
      : []),
  ];
  return {
    key: `narrowed-${index}`,
    time: formatDateTime(one.at, lang),
    dateTime: one.at.toISOString(),
    icon: 'pencil' as const,
    title: one.by === ownId ? t('Bạn đã thu hẹp') : t('Đã được thu hẹp'),
    text: words.join(' '),
  };
}

function endWords({ t }: Reading, { status }: MandateRecord): string {
  switch (status) {
    case 'declined':
      return t('Người được nhờ đã từ chối');
    case 'expired':
      return t('Đã hết hạn');
    case 'handed_over':
      return t('Đã đủ tuổi tự làm mọi việc');
    default:
      return t('Đã chấm dứt');
  }
}

export interface Narrowing {
  readonly mandate: MandateRecord;
  readonly powers: readonly string[];
  readonly to: string;
  readonly problem: { readonly field: string; readonly message: string } | null;
}

export function narrowView(reading: Reading, { mandate, powers, to, problem }: Narrowing): View {
  const { t, lang, rulesOn, now } = reading;
  const rules = rulesOn(localDate(now));
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined);
  const title = t('Bớt việc hoặc rút ngắn ngày');
  return framed(
    reading,
    mandate,
    title,
    <form method="post" action={`/me/mandates/${mandate.id}/narrow`} className="flow">
      <ErrorSummary t={t} problems={problem ? [{ fieldId: problem.field, message: problem.message }] : []} />
      <Checkboxes
        t={t}
        id="powers"
        name="powers"
        label={t('Việc {name} còn được làm', { name: mandate.agent.name })}
        hint={t('Bỏ dấu những việc bạn muốn rút. Muốn thêm việc, hãy lập giấy mới.')}
        error={errorOf('powers')}
        values={powers}
        choices={rules.powers
          .filter(({ code }) => mandate.powers.includes(code))
          .map(({ code, name }) => ({ value: code, name: name[lang] }))}
      />
      <TextInput
        t={t}
        id="to"
        name="to"
        type="date"
        label={t('Đến hết ngày')}
        defaultValue={to}
        min={localDate(now)}
        {...(mandate.until ? { max: lastDay(mandate.until) } : {})}
        error={errorOf('to')}
        required
      />
      <Button look="primary">{t('Lưu, có hiệu lực ngay')}</Button>
      <p>
        <a href={`/me/mandates/${mandate.id}`}>{t('Thôi, giữ như cũ')}</a>
      </p>
    </form>,
  );
}

/** Where the mandates of a kind are listed. */
export function homeOf(kind: MandateRecord['kind']): '/me/family' | '/me/mandates' | '/me/organisations' {
  if (kind === 'guardian') return '/me/family';
  return kind === 'attorney' ? '/me/mandates' : '/me/organisations';
}

function framed(
  { t }: Reading,
  { kind }: MandateRecord,
  title: string,
  content: ReactNode,
  isLive = false,
): View {
  const names = {
    '/me/family': t('Gia đình'),
    '/me/mandates': t('Ủy quyền'),
    '/me/organisations': t('Tổ chức'),
  };
  const home = homeOf(kind);
  return view(
    title,
    <div id="mandate" className="wrap read flow sec" {...(isLive ? liveMandates('mandate') : {})}>
      <h1>{title}</h1>
      {content}
    </div>,
    {
      headers: { 'cache-control': 'no-store' },
      breadcrumbs: [
        { href: '/me', name: t('Trang của tôi') },
        { href: home, name: names[home] },
        { name: title },
      ],
      page: { noIndex: true },
    },
  );
}
