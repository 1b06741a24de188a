// The codec bench: a script, some bytes, and what would be stored of them.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { Banner, Button, ErrorState, Table, TextArea, TextInput } from '@city/ui/parts';
import { type FormEvent, useState } from 'react';
import { askCodecs, keys, problemWords, sendCodec, sendTrial } from './api.ts';
import type { CodecLine, Trial, TrialAnswer } from './shapes.ts';

const example = `function decodeUplink({ bytes, fPort }) {
  return { data: { water_level: ((bytes[0] << 8) | bytes[1]) / 100 } };
}`;

export function CodecTab({ desk }: { desk: DeskContext }) {
  const { t } = desk;
  const [shown, show] = useState<Pick<CodecLine, 'code' | 'script'>>({ code: '', script: example });
  const codecs = useQuery({ queryKey: keys.codecs, queryFn: ({ signal }) => askCodecs(signal) });
  const trial = useMutation({ mutationFn: sendTrial });
  return (
    <div className="sensing-bench">
      <Bench key={shown.code} desk={desk} shown={shown} onTry={(given) => trial.mutate(given)} />
      <section className="sensing-stack" aria-live="polite">
        <h2>{t('Kết quả chạy thử')}</h2>
        {trial.isError && (
          <ErrorState title={t('Bộ giải mã báo lỗi')}>{problemWords(trial.error, t)}</ErrorState>
        )}
        {trial.data && <Answer desk={desk} answer={trial.data} />}
        {trial.isIdle && <p className="muted">{t('Bấm “Chạy thử” để xem số đo sẽ được lưu.')}</p>}
        {codecs.data && codecs.data.items.length > 0 && (
          <>
            <h2>{t('Đã lưu')}</h2>
            <ul className="sensing-saved">
              {codecs.data.items.map((codec) => (
                <li key={codec.code}>
                  <Button size="sm" onClick={() => show(codec)}>
                    {codec.code}
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </div>
  );
}

interface BenchProps {
  readonly desk: DeskContext;
  readonly shown: Pick<CodecLine, 'code' | 'script'>;
  readonly onTry: (trial: Trial) => void;
}

function Bench({ desk: { t }, shown, onTry }: BenchProps) {
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: sendCodec,
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.codecs }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string): string => String(data.get(name) ?? '').trim();
    const script = text('script');
    const pressed = (event.nativeEvent as SubmitEvent).submitter?.getAttribute('value');
    if (pressed === 'save') save.mutate({ code: text('code'), script });
    else onTry({ script, hex: text('hex'), fPort: Number(text('port')) || 0 });
  };
  return (
    <form className="sensing-stack" onSubmit={submit}>
      <TextArea
        t={t}
        id="codec-script"
        name="script"
        label={t('Hàm decodeUplink')}
        hint={t('Chạy trong hộp kín: không mạng, không tệp, 50 mili giây.')}
        rows={14}
        spellCheck={false}
        defaultValue={shown.script}
        required
      />
      <Given t={t} code={shown.code} />
      <div className="sensing-buttons">
        <Button type="submit" look="primary">
          {t('Chạy thử')}
        </Button>
        <Button type="submit" value="save" disabled={save.isPending}>
          {t('Lưu bộ giải mã')}
        </Button>
      </div>
      {save.isSuccess && <Banner tone="done" title={t('Đã lưu bộ giải mã')} role="status" />}
      {save.isError && <ErrorState title={t('Chưa lưu được')}>{problemWords(save.error, t)}</ErrorState>}
    </form>
  );
}

/** The bytes to try it on, and the code to save it under. */
function Given({ t, code }: { t: DeskContext['t']; code: string }) {
  return (
    <div className="sensing-form">
      <TextInput
        t={t}
        id="codec-hex"
        name="hex"
        label={t('Các byte, dạng hex')}
        defaultValue="00 96"
        pattern="([0-9A-Fa-f]{2}\s*)*"
      />
      <TextInput t={t} id="codec-port" name="port" label={t('fPort')} inputMode="numeric" defaultValue="1" />
      <TextInput
        t={t}
        id="codec-code"
        name="code"
        label={t('Lưu với mã')}
        defaultValue={code}
        pattern="[a-z0-9][a-z0-9_\-]{1,63}"
        optional
      />
    </div>
  );
}

function Answer({ desk: { t }, answer }: { desk: DeskContext; answer: TrialAnswer }) {
  return (
    <>
      <Table
        caption={t('Số đo sẽ được lưu')}
        look="framed"
        rows={answer.values}
        rowKey={(row) => row.metric}
        empty={t('Không có số nào: chỉ số và đúng/sai được lưu.')}
        columns={[
          {
            key: 'metric',
            header: t('Đại lượng'),
            rowHeader: true,
            cell: (row) => <code>{row.metric}</code>,
          },
          { key: 'v', header: t('Giá trị'), align: 'end', cell: (row) => row.v },
        ]}
      />
      {answer.warnings.length > 0 && <Banner tone="soon" title={answer.warnings.join('; ')} />}
      <pre className="sensing-json">{answer.data}</pre>
    </>
  );
}
