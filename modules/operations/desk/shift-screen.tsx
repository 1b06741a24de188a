// The shift lead's screen: the stage of the city, the load of the position against its targets, what is shelved, the hand-over with its two signatures.
import { useQuery } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { ErrorState, LoadingState } from '@city/ui/parts';
import { askShift, keys, problemWords, type Shift } from './api.ts';
import { Handovers } from './handovers.tsx';
import { KpiTable } from './kpi-table.tsx';
import { Shelved } from './shelved.tsx';
import { StageCard } from './stage-card.tsx';
import { useCentre } from './use-centre.ts';
import './operations-desk.css';

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const shift = useQuery({
    queryKey: keys.shift,
    queryFn: ({ signal }) => askShift(signal),
    refetchInterval: 30_000,
  });
  useCentre();
  if (shift.isPending) return <LoadingState waitingFor={t('Đang lấy số liệu ca trực.')} />;
  if (shift.isError)
    return <ErrorState title={t('Chưa lấy được số liệu ca trực')}>{problemWords(shift.error, t)}</ErrorState>;
  return (
    <main className="centre">
      <header className="centre-top">
        <h1>{t('Ca trực')}</h1>
      </header>
      <div className="centre-cards">
        <Column desk={desk} shift={shift.data} />
        <div>
          <Handovers desk={desk} handovers={shift.data.handovers} />
          <Shelved desk={desk} list={shift.data.shelved} />
        </div>
      </div>
    </main>
  );
}

function Column({ desk, shift }: { readonly desk: DeskContext; readonly shift: Shift }) {
  return (
    <div>
      <StageCard desk={desk} stage={shift.stage} stages={shift.stages} />
      <KpiTable desk={desk} kpis={shift.kpis} />
    </div>
  );
}
