// The counter: an officer writes down what a person brought, hands over the receipt, and nothing of it stays on the screen.
import { useQuery } from '@tanstack/react-query';
import type { Translate } from '@city/kernel/text';
import { ApiProblem, askJson, type DeskContext, dayWords, localDay, sendJson } from '@city/ui/desk';
import {
  Banner,
  Button,
  DataList,
  type FieldFrame,
  Radios,
  Select,
  TextArea,
  TextInput,
} from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import { useState } from 'react';
import type { BodyRef, FiledMatter, NewMatter } from '../contract.ts';
import { problemWords } from '../desk/words.ts';
import { limits } from '../limits.ts';
import './counter.css';

type Body = import('typebox').Static<typeof BodyRef>;
type Kind = NewMatter['kind'];

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const [filed, setFiled] = useState<FiledMatter | null>(null);
  return (
    <Panes layout="one">
      <main className="counter">
        <h1>{t('Nhận đơn tại quầy')}</h1>
        {filed ? (
          <Receipt desk={desk} filed={filed} onNext={() => setFiled(null)} />
        ) : (
          <CounterForm desk={desk} onFiled={setFiled} />
        )}
      </main>
    </Panes>
  );
}

function CounterForm({ desk, onFiled }: { desk: DeskContext; onFiled: (filed: FiledMatter) => void }) {
  const { t, lang, me, announce } = desk;
  const [kind, setKind] = useState<Kind>('khieu_nai');
  const [state, setState] = useState<{ busy: boolean; failed: unknown }>({ busy: false, failed: null });
  const bodies = useQuery({
    queryKey: ['complaints', 'bodies'],
    queryFn: ({ signal }) => askJson<{ items: Body[] }>('/api/desk/complaints/bodies', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const frame = framesOf(t, state.failed);
  const send = async (form: HTMLFormElement) => {
    setState({ busy: true, failed: null });
    try {
      const filed = await sendJson<FiledMatter>('/api/desk/complaints', inputOf(form, kind));
      announce(t('Đã nhận đơn, mã {code}', { code: filed.code }));
      onFiled(filed);
    } catch (failed) {
      setState({ busy: false, failed });
    }
  };
  const isComplaint = kind === 'khieu_nai';
  return (
    <form
      className="counter-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!state.busy) void send(event.currentTarget);
      }}
    >
      <p className="muted">
        {t('Viết đúng lời người dân. Tên cất kín như khi họ tự gửi: mở ra xem phải có lý do và đều ghi lại.')}
      </p>
      {state.failed !== null && <Banner tone="need" role="alert" title={problemWords(state.failed, t)} />}
      <div onChange={(event) => isKind(event.target) && setKind(event.target.value as Kind)}>
        <Radios
          t={t}
          id="kind"
          name="kind"
          label={t('Loại đơn')}
          value={kind}
          choices={[
            { value: 'khieu_nai', name: t('Khiếu nại') },
            { value: 'to_cao', name: t('Tố cáo') },
          ]}
        />
      </div>
      {bodies.data && (
        <Select
          {...frame('aboutBody', t('Về cơ quan'))}
          defaultValue={me.post.body}
          options={bodies.data.items.map(({ code, name }) => ({ value: code, name: name[lang] }))}
        />
      )}
      <TextInput {...frame('subject', t('Về việc'))} maxLength={limits.subjectMax} />
      {isComplaint && <Decision t={t} frame={frame} />}
      <TextArea {...frame('words', t('Nội dung'))} rows={6} maxLength={limits.wordsMax} />
      <TextArea
        {...frame('request', t('Đề nghị'))}
        rows={2}
        optional={!isComplaint}
        maxLength={limits.requestMax}
      />
      <Person t={t} frame={frame} />
      <Button type="submit" look="primary" disabled={state.busy}>
        {state.busy ? t('Đang ghi…') : t('Nhận đơn, in biên nhận')}
      </Button>
    </form>
  );
}

type Frame = (name: string, label: string) => FieldFrame & { name: string };
/** The frame of a field with what the city found wrong with it. */
const framesOf =
  (t: Translate, failed: unknown): Frame =>
  (name, label) => {
    const wrong = failed instanceof ApiProblem ? failed.fields : [];
    return { t, id: name, name, label, error: wrong.find(({ pointer }) => pointer === `/${name}`)?.detail };
  };

type PartProps = { t: Translate; frame: Frame };

/** What a complaint says of the decision that it is about. */
function Decision({ t, frame }: PartProps) {
  return (
    <>
      <Select
        {...frame('round', t('Lần khiếu nại'))}
        defaultValue="1"
        options={[
          { value: '1', name: t('Lần đầu') },
          { value: '2', name: t('Lần hai') },
        ]}
      />
      <TextInput
        {...frame('learnedOn', t('Nhận hoặc biết quyết định ngày nào'))}
        type="date"
        width="medium"
      />
      <TextInput {...frame('lateReason', t('Vì sao gửi muộn'))} optional maxLength={limits.subjectMax} />
      <TextInput
        {...frame('firstDecision', t('Quyết định lần đầu'))}
        optional
        maxLength={limits.subjectMax}
      />
    </>
  );
}

/** Who stands at the counter. */
function Person({ t, frame }: PartProps) {
  return (
    <>
      <TextInput {...frame('name', t('Họ và tên'))} autoComplete="off" maxLength={limits.nameMax} />
      <TextInput {...frame('address', t('Địa chỉ'))} autoComplete="off" maxLength={limits.addressMax} />
      <TextInput
        {...frame('phone', t('Số điện thoại'))}
        type="tel"
        autoComplete="off"
        width="medium"
        hint={t('Bốn số cuối dùng để mở hồ sơ sau này')}
        maxLength={limits.phoneMax}
      />
      <TextInput
        {...frame('paper', t('Số căn cước'))}
        optional
        autoComplete="off"
        width="medium"
        maxLength={limits.paperMax}
      />
    </>
  );
}

const isKind = (target: EventTarget): target is HTMLInputElement =>
  target instanceof HTMLInputElement && target.name === 'kind';

/** What was filled in; what is empty was not said. */
function inputOf(form: HTMLFormElement, kind: Kind): object {
  const {
    round,
    kind: _kind,
    ...rest
  } = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
  return {
    subject: '',
    words: '',
    aboutBody: '',
    ...rest,
    kind,
    ...(kind === 'khieu_nai' ? { round: Number(round ?? 1) } : {}),
  };
}

type ReceiptProps = { desk: DeskContext; filed: FiledMatter; onNext: () => void };

/** The slip for the person; the next one begins with empty fields. */
function Receipt({ desk: { t, lang }, filed, onNext }: ReceiptProps) {
  const items = [
    { name: t('Mã hồ sơ'), value: filed.code },
    { name: t('Nơi nhận'), value: filed.body.name[lang] },
    {
      name: t('Hẹn trả lời có thụ lý hay không'),
      value: filed.dueAt === null ? '' : dayWords(localDay(new Date(filed.dueAt)), lang),
    },
    { name: t('Đường dẫn riêng'), value: filed.ownUrl },
  ].filter(({ value }) => value !== '');
  return (
    <section className="counter-receipt">
      <h2>{t('Biên nhận')}</h2>
      <DataList items={items} />
      <p className="muted">
        {t('Đưa biên nhận cho người dân. Rời màn hình này thì không xem lại đường dẫn được nữa.')}
      </p>
      <div className="btns">
        <Button type="button" look="primary" icon="printer" onClick={() => window.print()}>
          {t('In biên nhận')}
        </Button>
        <Button type="button" onClick={onNext}>
          {t('Nhận đơn khác')}
        </Button>
      </div>
    </section>
  );
}
