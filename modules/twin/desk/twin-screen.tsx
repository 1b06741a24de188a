// The desk of the twin: scenarios and runs at the left; at the right the form, a run, or two runs beside each other.
import { useQuery } from '@tanstack/react-query';
import { type DeskContext, momentWords } from '@city/ui/desk';
import { Button, EmptyState, ErrorState, LoadingState, Tag } from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import { type ReactNode, useState } from 'react';
import type { Catalogue, RunSummary, Scenario } from '../contract.ts';
import { askCatalogue, askRun, askRuns, askScenarios, keys, problemWords } from './api.ts';
import { ComparePanel } from './compare-panel.tsx';
import { RunPanel } from './run-panel.tsx';
import { ScenarioForm } from './scenario-form.tsx';
import { kindNames, stateNames, stateTones } from './words.ts';
import './twin-desk.css';

const running = ['operator', 'leader', 'coordinator'];

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const catalogue = useQuery({ queryKey: keys.catalogue, queryFn: ({ signal }) => askCatalogue(signal) });
  const scenarios = useQuery({ queryKey: keys.scenarios, queryFn: ({ signal }) => askScenarios(signal) });
  const runs = useQuery({
    queryKey: keys.runs,
    queryFn: ({ signal }) => askRuns(signal),
    refetchInterval: ({ state }) =>
      state.data?.items.some((run) => run.state === 'queued' || run.state === 'running') ? 2_000 : false,
  });
  const failed = catalogue.error ?? scenarios.error ?? runs.error;
  return (
    <Panes layout="one">
      <main className="twin-desk">
        <header>
          <h1>{t('Bản sao số')}</h1>
          <p className="muted">{t('Thử một việc trên mô hình của thành phố trước khi làm thật.')}</p>
        </header>
        {failed && <ErrorState title={t('Chưa lấy được dữ liệu')}>{problemWords(failed, t)}</ErrorState>}
        <div className="twin-columns">
          <nav className="twin-side" aria-label={t('Kịch bản và lần chạy')}>
            <ScenarioList desk={desk} items={scenarios.data?.items} />
            <RunList desk={desk} items={runs.data?.items} />
          </nav>
          <section className="twin-main" aria-label={t('Kịch bản, kết quả')}>
            {catalogue.data && scenarios.data ? (
              <Chosen desk={desk} catalogue={catalogue.data} scenarios={scenarios.data.items} />
            ) : (
              !failed && <LoadingState waitingFor={t('Đang chờ dữ liệu của bản sao số.')} />
            )}
          </section>
        </div>
      </main>
    </Panes>
  );
}

interface ChosenProps {
  readonly desk: DeskContext;
  readonly catalogue: Catalogue;
  readonly scenarios: readonly Scenario[];
}

/** What the address names. */
function Chosen({ desk, catalogue, scenarios }: ChosenProps) {
  const { t } = desk;
  const mayRun = running.includes(desk.me.post.role);
  const asked = new URL(desk.href, 'http://desk').searchParams;
  const run = asked.get('run');
  const [one, other] = (asked.get('compare') ?? '').split(',');
  const from = asked.get('from');
  if (one && other) return <ComparePanel desk={desk} one={one} other={other} />;
  if (run) return <RunPanel key={run} desk={desk} id={run} mayRun={mayRun} />;
  if (from) return <FormFromRun key={from} desk={desk} catalogue={catalogue} id={from} mayRun={mayRun} />;
  const scenario = scenarios.find(({ id }) => id === asked.get('scenario')) ?? scenarios[0];
  if (!scenario)
    return (
      <EmptyState icon="trend" title={t('Chưa có kịch bản')}>
        {t('Kịch bản được lưu sẽ ở cột bên trái.')}
      </EmptyState>
    );
  return (
    <ScenarioForm key={scenario.id} desk={desk} catalogue={catalogue} start={scenario} mayRun={mayRun} />
  );
}

function FormFromRun({
  desk,
  catalogue,
  id,
  mayRun,
}: Omit<ChosenProps, 'scenarios'> & { id: string; mayRun: boolean }) {
  const { t } = desk;
  const run = useQuery({ queryKey: keys.run(id), queryFn: ({ signal }) => askRun(id, signal), retry: false });
  if (run.isPending) return <LoadingState waitingFor={t('Đang chờ kết quả.')} />;
  if (run.isError)
    return <ErrorState title={t('Chưa lấy được kết quả tính')}>{problemWords(run.error, t)}</ErrorState>;
  return <ScenarioForm desk={desk} catalogue={catalogue} start={run.data} mayRun={mayRun} />;
}

function Entry({ desk, href, children }: { desk: DeskContext; href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      aria-current={desk.href === href ? 'page' : undefined}
      onClick={(event) => {
        event.preventDefault();
        desk.navigate(href);
      }}
    >
      {children}
    </a>
  );
}

function ScenarioList({ desk, items = [] }: { desk: DeskContext; items: readonly Scenario[] | undefined }) {
  const { t } = desk;
  return (
    <section>
      <h2>{t('Kịch bản')}</h2>
      <ul>
        {items.map(({ id, title, kind }) => (
          <li key={id}>
            <Entry desk={desk} href={`/desk/twin?scenario=${id}`}>
              <b>{title}</b>
              <span className="muted">{kindNames(t)[kind]}</span>
            </Entry>
          </li>
        ))}
      </ul>
    </section>
  );
}

function RunList({ desk, items = [] }: { desk: DeskContext; items: readonly RunSummary[] | undefined }) {
  const { t, lang } = desk;
  const [marked, setMarked] = useState<readonly string[]>([]);
  const toggle = (id: string) =>
    setMarked(marked.includes(id) ? marked.filter((one) => one !== id) : [...marked.slice(-1), id]);
  const kinds = new Set(items.filter(({ id }) => marked.includes(id)).map(({ kind }) => kind));
  const mayCompare = marked.length === 2 && kinds.size === 1;
  return (
    <section>
      <h2>{t('Các lần chạy')}</h2>
      {items.length === 0 && (
        <p className="muted">{t('Chưa chạy lần nào. Chọn một kịch bản rồi bấm Chạy thử.')}</p>
      )}
      <ul>
        {items.map((run) => (
          <li key={run.id} className="twin-run-entry">
            <input
              type="checkbox"
              className="twin-mark"
              aria-label={t('Chọn để so sánh: {title}', { title: run.title })}
              checked={marked.includes(run.id)}
              disabled={run.state !== 'done'}
              onChange={() => toggle(run.id)}
            />
            <Entry desk={desk} href={`/desk/twin?run=${run.id}`}>
              <b>{run.title}</b>
              <span className="muted">
                {kindNames(t)[run.kind]} · {momentWords(new Date(run.askedAt), lang, 'tiny')}
              </span>
              {run.state !== 'done' && (
                <Tag tone={stateTones[run.state]}>
                  {stateNames(t)[run.state]}
                  {run.state === 'running' && ` ${run.percent} %`}
                </Tag>
              )}
            </Entry>
          </li>
        ))}
      </ul>
      {items.length > 1 && (
        <>
          <Button
            type="button"
            look="second"
            disabled={!mayCompare}
            onClick={() => desk.navigate(`/desk/twin?compare=${marked.join()}`)}
          >
            {t('So sánh hai lần chạy')}
          </Button>
          {marked.length === 2 && kinds.size > 1 && (
            <p className="muted">{t('Chọn hai lần chạy cùng loại để so sánh.')}</p>
          )}
        </>
      )}
    </section>
  );
}
