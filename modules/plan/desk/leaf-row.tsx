// One component at the desk: what stands and stood, what waits, the form to enter or try a figure, and what would move.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DeskContext, dayWords } from '@city/ui/desk';
import { Button, ErrorState, Table, Tag, TextInput } from '@city/ui/parts';
import { useRef } from 'react';
import type { LeafView, WhatIf } from '../contract.ts';
import { askWhatIf, type Chosen, keys, problemWords, sendDecision, sendFigure } from './api.ts';

type RowProps = { desk: DeskContext; chosen: Chosen; leaf: LeafView };
type Revision = LeafView['revisions'][number];

export function LeafRow({ desk, chosen, leaf }: RowProps) {
  const { t, lang } = desk;
  const waiting = leaf.revisions.find(({ state }) => state === 'draft');
  return (
    <details className="plan-leaf" open={waiting !== undefined}>
      <summary>
        <b>{leaf.name[lang]}</b>{' '}
        <span className="num">
          {leaf.points}/{leaf.max}
        </span>{' '}
        {waiting && <Tag tone="soon">{t('Chờ duyệt')}</Tag>}
      </summary>
      <p className="muted">
        {leaf.pillar[lang]} · {leaf.main[lang]} · {leaf.owner[lang]}
      </p>
      <History desk={desk} leaf={leaf} />
      {waiting && leaf.mayEnter && desk.me.post.role === 'leader' && (
        <Decide desk={desk} chosen={chosen} leaf={leaf} draft={waiting} />
      )}
      <Enter desk={desk} chosen={chosen} leaf={leaf} canSend={leaf.mayEnter && !waiting} />
    </details>
  );
}

const figureText = ({ a, b }: { a: string; b: string | null }) => (b === null ? a : `${a} / ${b}`);

function History({ desk: { t, lang }, leaf }: Pick<RowProps, 'desk' | 'leaf'>) {
  const states = { draft: t('Chờ duyệt'), approved: t('Đã duyệt'), refused: t('Đã trả lại') };
  return (
    <Table
      caption={t('Các bản của số liệu: {name}', { name: leaf.name[lang] })}
      captionHidden
      look="tight"
      rows={leaf.revisions}
      rowKey={({ revision }) => String(revision)}
      empty={t('Chưa nhập số liệu.')}
      columns={[
        { key: 'n', header: t('Bản'), rowHeader: true, cell: ({ revision }: Revision) => revision },
        { key: 'figure', header: t('Số liệu'), cell: figureText },
        { key: 'asOf', header: t('Ngày chốt'), cell: ({ asOf }) => dayWords(asOf, lang, 'short') },
        {
          key: 'source',
          header: t('Nguồn'),
          cell: ({ source, evidence }) => (evidence === null ? source : <a href={evidence}>{source}</a>),
        },
        { key: 'state', header: t('Trạng thái'), cell: ({ state }) => states[state] },
        {
          key: 'why',
          header: t('Lý do'),
          cell: ({ reason, decidedWords }) => [reason, decidedWords].filter(Boolean).join(' · '),
        },
      ]}
    />
  );
}

function Decide({ desk: { t }, chosen, leaf, draft }: RowProps & { draft: Revision }) {
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const decide = useMutation({
    mutationFn: (decision: 'approved' | 'refused') => {
      const words = String(new FormData(form.current ?? undefined).get('words') ?? '').trim();
      return sendDecision({
        ...chosen,
        leaf: leaf.code,
        revision: draft.revision,
        decision,
        words: words || null,
      });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.sheet(chosen) }),
  });
  if (draft.isMine) return <p className="hint">{t('Bạn đã nhập số này; một lãnh đạo khác duyệt.')}</p>;
  return (
    <form ref={form} className="act-form" onSubmit={(event) => event.preventDefault()}>
      <TextInput t={t} id={`words-${leaf.code}`} name="words" label={t('Lý do, khi trả lại')} optional />
      <div className="plan-buttons">
        <Button type="button" look="primary" onClick={() => decide.mutate('approved')}>
          {t('Duyệt')}
        </Button>
        <Button type="button" look="second" onClick={() => decide.mutate('refused')}>
          {t('Trả lại')}
        </Button>
      </div>
      {decide.isError && <ErrorState title={t('Chưa ghi được')}>{problemWords(decide.error, t)}</ErrorState>}
    </form>
  );
}

function Enter({ desk, chosen, leaf, canSend }: RowProps & { canSend: boolean }) {
  const { t, lang } = desk;
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const text = (name: string) => String(new FormData(form.current ?? undefined).get(name) ?? '').trim();
  const key = { ...chosen, leaf: leaf.code };
  const figure = () => ({ a: text('a'), b: leaf.inputs.length === 2 ? text('b') : null });
  const tried = useMutation({ mutationFn: () => askWhatIf({ ...key, ...figure() }) });
  const send = useMutation({
    mutationFn: () =>
      sendFigure({
        ...key,
        ...figure(),
        source: text('source'),
        evidence: text('evidence') || null,
        asOf: text('asOf'),
        reason: text('reason') || null,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.sheet(chosen) }),
  });
  const id = (name: string) => `${name}-${leaf.code}`;
  return (
    <form
      ref={form}
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      {leaf.inputs.map((input, at) => {
        const name = at === 0 ? 'a' : 'b';
        return (
          <TextInput
            key={name}
            t={t}
            id={id(name)}
            name={name}
            label={input[lang]}
            inputMode="decimal"
            required
            width="short"
          />
        );
      })}
      <Button type="button" look="second" disabled={tried.isPending} onClick={() => tried.mutate()}>
        {t('Nếu là số này thì sao?')}
      </Button>
      {tried.isError && <ErrorState title={t('Chưa tính được')}>{problemWords(tried.error, t)}</ErrorState>}
      {tried.data && <Moves desk={desk} result={tried.data} />}
      {canSend && <SendFields t={t} leaf={leaf} isSending={send.isPending} />}
      {send.isError && <ErrorState title={t('Chưa ghi được')}>{problemWords(send.error, t)}</ErrorState>}
    </form>
  );
}

/** What a figure needs beside its numbers to be laid before a leader. */
function SendFields({ t, leaf, isSending }: Pick<DeskContext, 't'> & { leaf: LeafView; isSending: boolean }) {
  const id = (name: string) => `${name}-${leaf.code}`;
  return (
    <>
      <TextInput t={t} id={id('source')} name="source" label={t('Nguồn')} required />
      <TextInput
        t={t}
        id={id('evidence')}
        name="evidence"
        label={t('Địa chỉ minh chứng')}
        type="url"
        optional
      />
      <TextInput
        t={t}
        id={id('asOf')}
        name="asOf"
        label={t('Ngày chốt')}
        type="date"
        required
        width="medium"
      />
      {leaf.revisions.length > 0 && (
        <TextInput t={t} id={id('reason')} name="reason" label={t('Vì sao sửa')} required />
      )}
      <Button type="submit" look="primary" disabled={isSending}>
        {t('Trình duyệt')}
      </Button>
    </>
  );
}

function Moves({ desk: { t, lang }, result }: { desk: DeskContext; result: WhatIf }) {
  const { moves, rank, evidence } = result;
  return (
    <div role="status">
      <Table
        caption={t('Điều gì sẽ đổi')}
        look="tight"
        rows={moves}
        rowKey={({ kind, code }) => `${kind} ${code}`}
        empty={t('Không có gì đổi.')}
        columns={[
          {
            key: 'name',
            header: t('Phần của chỉ số'),
            rowHeader: true,
            cell: ({ name }: WhatIf['moves'][number]) => name[lang],
          },
          { key: 'before', header: t('Nay'), align: 'end', cell: ({ before }) => before },
          { key: 'after', header: t('Sẽ là'), align: 'end', cell: ({ after }) => after },
          { key: 'by', header: t('Thay đổi'), align: 'end', cell: ({ by }) => by },
        ]}
      />
      <p>
        {rank.before === null
          ? t('Hạng sẽ là {after} trên {of}.', { after: rank.after, of: rank.of })
          : t('Hạng: từ {before} thành {after} trên {of}.', {
              before: rank.before,
              after: rank.after,
              of: rank.of,
            })}
      </p>
      {evidence && (
        <p className="muted">
          {t('Số đang dùng: {figure}. Nguồn: {source}', {
            figure: figureText(evidence),
            source: evidence.source,
          })}{' '}
          {evidence.evidence !== null && <a href={evidence.evidence}>{t('Minh chứng')}</a>}
        </p>
      )}
    </div>
  );
}
