// The board of figures: each with its unit, source, owner and moment; grey when late; each leads to its records.
import { useQuery } from '@tanstack/react-query';
import { type DeskContext, momentWords, numberWords } from '@city/ui/desk';
import { ErrorState, LoadingState } from '@city/ui/parts';
import { askBoard, type BoardFigureView, keys, problemWords } from './api.ts';
import './operations-desk.css';

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const board = useQuery({
    queryKey: keys.board,
    queryFn: ({ signal }) => askBoard(signal),
    refetchInterval: 60_000,
  });
  if (board.isPending) return <LoadingState waitingFor={t('Đang lấy chỉ số.')} />;
  if (board.isError)
    return <ErrorState title={t('Chưa lấy được chỉ số')}>{problemWords(board.error, t)}</ErrorState>;
  return (
    <main className="centre">
      <header className="centre-top">
        <h1>{t('Bảng chỉ số')}</h1>
      </header>
      <ul className="centre-board-figures">
        {board.data.map((figure) => (
          <Figure key={figure.id} desk={desk} figure={figure} />
        ))}
      </ul>
    </main>
  );
}

function Figure({
  desk: { t, lang },
  figure,
}: {
  readonly desk: DeskContext;
  readonly figure: BoardFigureView;
}) {
  const { value, asOf, isLate } = figure;
  const moment = asOf === null ? t('chưa ghi') : momentWords(new Date(asOf), lang);
  return (
    <li className={isLate ? 'centre-card is-late' : 'centre-card'}>
      <h2>{figure.name[lang]}</h2>
      <p className="centre-number">
        <b>{value === null ? '–' : numberWords(value, lang)}</b> {figure.unit[lang]}
      </p>
      <p className="muted">
        {isLate ? t('Số cũ, lúc {time}', { time: moment }) : t('Lúc {time}', { time: moment })}
        <br />
        {figure.source[lang]} · {figure.owner[lang]}
      </p>
      <p className="centre-buttons">
        <a href={figure.href}>{t('Xem hồ sơ gốc')}</a>
        <a href={`/api/operations/board/${figure.id}`}>{t('Chuỗi giá trị đã ghi')}</a>
      </p>
    </li>
  );
}
