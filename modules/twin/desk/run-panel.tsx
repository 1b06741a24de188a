// One run: how far it is, its result as figures, map, curves and units, and the evidence that it can be repeated.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type DeskContext, momentWords } from '@city/ui/desk';
import { Banner, Button, ErrorState, LoadingState, Table, Tag } from '@city/ui/parts';
import type { RunView } from '../contract.ts';
import { askRun, keys, problemWords, sendRepeat, sendStop } from './api.ts';
import { ResultPart } from './result-part.tsx';
import { kindNames, stateNames, stateTones } from './words.ts';

export interface RunPanelProps {
  readonly desk: DeskContext;
  readonly id: string;
  readonly mayRun: boolean;
}

const isOpen = ({ state }: Pick<RunView, 'state'>): boolean => state === 'queued' || state === 'running';

export function RunPanel({ desk, id, mayRun }: RunPanelProps) {
  const { t } = desk;
  const run = useQuery({
    queryKey: keys.run(id),
    queryFn: ({ signal }) => askRun(id, signal),
    retry: false,
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? 1_000 : false),
  });
  if (run.isPending) return <LoadingState waitingFor={t('Đang chờ kết quả.')} />;
  if (run.isError)
    return <ErrorState title={t('Chưa lấy được kết quả tính')}>{problemWords(run.error, t)}</ErrorState>;
  return <Shown desk={desk} run={run.data} mayRun={mayRun} />;
}

function Shown({ desk, run, mayRun }: { desk: DeskContext; run: RunView; mayRun: boolean }) {
  const { t, lang } = desk;
  return (
    <article className="twin-run" aria-labelledby="twin-run-title">
      <header className="twin-head">
        <p className="twin-kicker">{kindNames(t)[run.kind]}</p>
        <h2 id="twin-run-title">{run.title}</h2>
        <p className="muted">
          <Tag tone={stateTones[run.state]}>{stateNames(t)[run.state]}</Tag> {run.askedPost} ·{' '}
          {momentWords(new Date(run.askedAt), lang, 'short')}
        </p>
        <Doing desk={desk} run={run} mayRun={mayRun} />
      </header>
      {isOpen(run) && (
        <p role="status">
          <progress className="twin-progress" max={100} value={run.percent} aria-label={t('Tiến độ')} />{' '}
          <span className="num">{run.percent} %</span>
        </p>
      )}
      {run.problem && <ErrorState title={t('Lần chạy này không có kết quả')}>{run.problem[lang]}</ErrorState>}
      {run.schematic && <Schematic desk={desk} />}
      {run.result && <ResultPart desk={desk} run={run} />}
      {run.result && <Evidence desk={desk} run={run} />}
    </article>
  );
}

/** Said wherever a number rests on something drawn. */
export function Schematic({ desk: { t } }: { desk: DeskContext }) {
  return (
    <Banner tone="soon" title={t('Kết quả minh họa')}>
      {t('Một phần dữ liệu đầu vào là sơ đồ hoặc giả định, không phải số đo. Không dùng để quyết định thật.')}
    </Banner>
  );
}

function Doing({ desk, run, mayRun }: { desk: DeskContext; run: RunView; mayRun: boolean }) {
  const { t } = desk;
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['twin'] });
  const stop = useMutation({ mutationFn: () => sendStop(run.id), onSettled: again });
  const repeat = useMutation({
    mutationFn: () => sendRepeat(run.id),
    onSuccess: async ({ id }) => {
      await again();
      desk.navigate(`/desk/twin?run=${id}`);
    },
  });
  if (!mayRun) return null;
  const failed = stop.error ?? repeat.error;
  return (
    <div className="twin-buttons">
      {isOpen(run) ? (
        <Button type="button" look="second" disabled={stop.isPending} onClick={() => stop.mutate()}>
          {t('Dừng lần chạy')}
        </Button>
      ) : (
        <>
          <Button type="button" look="primary" onClick={() => desk.navigate(`/desk/twin?from=${run.id}`)}>
            {t('Đổi thông số rồi chạy')}
          </Button>
          <Button type="button" look="second" disabled={repeat.isPending} onClick={() => repeat.mutate()}>
            {t('Chạy lại đúng như vậy')}
          </Button>
        </>
      )}
      {failed && <ErrorState title={t('Chưa làm được')}>{problemWords(failed, t)}</ErrorState>}
    </div>
  );
}

/** Engine, seed and hashes: with them anyone comes to the same result. */
function Evidence({ desk: { t, lang }, run }: { desk: DeskContext; run: RunView }) {
  const rows = [
    { name: t('Phương pháp'), value: run.engine },
    { name: t('Số gieo'), value: String(run.seed) },
    { name: t('Mã của đầu vào'), value: run.inputHash ?? '' },
    { name: t('Mã của kết quả'), value: run.resultHash ?? '' },
    ...(run.endedAt ? [{ name: t('Xong lúc'), value: momentWords(new Date(run.endedAt), lang) }] : []),
  ];
  return (
    <section className="twin-evidence">
      {run.sameAsRepeated !== null && (
        <Banner
          tone={run.sameAsRepeated ? 'done' : 'need'}
          title={
            run.sameAsRepeated
              ? t('Chạy lại ra đúng kết quả cũ, đến từng chữ số.')
              : t('Chạy lại ra kết quả khác lần trước.')
          }
        />
      )}
      <details>
        <summary>{t('Chạy lại được: phương pháp, số gieo, mã')}</summary>
        <Table
          caption={t('Chạy lại được: phương pháp, số gieo, mã')}
          captionHidden
          look="tight"
          rows={rows}
          rowKey={({ name }) => name}
          columns={[
            { key: 'name', header: t('Mục'), rowHeader: true, cell: ({ name }) => name },
            {
              key: 'value',
              header: t('Giá trị'),
              cell: ({ value }) => <span className="twin-code">{value}</span>,
            },
          ]}
        />
      </details>
    </section>
  );
}
