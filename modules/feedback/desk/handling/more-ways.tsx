// Rarer ways to go on with a report: ask the reporter, ask for time, change the category, a note. They open when wanted.
import { useQuery } from '@tanstack/react-query';
import { askJson, type DeskContext } from '@city/ui/desk';
import { Button, Select, TextInput } from '@city/ui/parts';
import { useState } from 'react';
import type { DeskView } from '../../contract.ts';
import { limits } from '../../limits.ts';
import { fieldProblem } from '../problem-words.ts';
import type { useStep } from '../use-step.ts';
import { TransferForm } from './transfer-form.tsx';
import { TemplatePick } from './template-pick.tsx';
import { WordsForm } from './words-form.tsx';

export type HandlingProps = { desk: DeskContext; view: DeskView; step: ReturnType<typeof useStep> };
type Way = 'ask' | 'extension' | 'recategorise' | 'notes' | 'transfer';

export function MoreWays(props: HandlingProps) {
  const { desk, view } = props;
  const { t } = desk;
  const [chosen, setChosen] = useState<Way | null>(null);
  const worksOnIt = view.actions.some(
    (action) => action !== 'rate' && action !== 'reopen' && action !== 'close',
  );
  const all: { way: Way; name: string; open: boolean }[] = [
    { way: 'ask', name: t('Hỏi người gửi'), open: view.actions.includes('ask') },
    { way: 'extension', name: t('Xin gia hạn'), open: view.handling.extension.mayAsk },
    { way: 'recategorise', name: t('Đổi loại việc'), open: view.actions.includes('recategorise') },
    { way: 'notes', name: t('Ghi chú nội bộ'), open: worksOnIt },
    { way: 'transfer', name: t('Là khiếu nại, tố cáo'), open: view.actions.includes('transfer') },
  ];
  const possible = all.filter(({ open }) => open);
  if (possible.length === 0) return null;
  return (
    <section className="refuse" aria-label={t('Cách khác')}>
      <div className="btns">
        {possible.map(({ way, name }) => (
          <Button
            key={way}
            type="button"
            aria-expanded={chosen === way}
            onClick={() => setChosen(chosen === way ? null : way)}
          >
            {name}
          </Button>
        ))}
      </div>
      {chosen === 'ask' && <AskForm {...props} />}
      {chosen === 'extension' && <ExtensionForm {...props} />}
      {chosen === 'recategorise' && <RecategoriseForm {...props} />}
      {chosen === 'notes' && <NoteForm {...props} />}
      {chosen === 'transfer' && <TransferForm {...props} />}
    </section>
  );
}

function AskForm({ desk, view, step }: HandlingProps) {
  const { t } = desk;
  const [start, setStart] = useState({ words: '', turn: 0 });
  return (
    <WordsForm
      key={start.turn}
      desk={desk}
      step={step}
      verb="ask"
      first={start.words}
      label={t('Câu hỏi cho người gửi')}
      hint={t('Ai cũng đọc được. Đồng hồ tạm dừng cho đến khi có trả lời, nhiều nhất năm ngày làm việc.')}
      send={t('Gửi câu hỏi, dừng đồng hồ')}
      missing={t('Viết câu hỏi.')}
      makeStep={(words) => ({ verb: 'ask', words })}
    >
      <TemplatePick
        desk={desk}
        view={view}
        use="ask"
        onPick={(words) => setStart(({ turn }) => ({ words, turn: turn + 1 }))}
      />
    </WordsForm>
  );
}

function ExtensionForm({ desk, view, step }: HandlingProps) {
  const { t } = desk;
  const { most } = view.handling.extension;
  const unit = most?.unit ?? 'working-days';
  const [amount, setAmount] = useState('1');
  const number = Number(amount);
  const isRight = Number.isInteger(number) && number > 0 && number <= (most?.amount ?? 0);
  const unitName = {
    'working-hours': t('giờ làm việc'),
    'working-days': t('ngày làm việc'),
    'calendar-days': t('ngày'),
  }[unit];
  const refused = step.failed?.verb === 'extension' ? fieldProblem(step.failed.error, 'amount') : undefined;
  return (
    <WordsForm
      desk={desk}
      step={step}
      verb="extension"
      field="reason"
      most={limits.reasonMax}
      label={t('Vì sao cần thêm thời gian')}
      hint={t(
        'Lãnh đạo quyết định. Được duyệt thì người dân đọc được lý do; hẹn đầu vẫn dùng để tính đúng hẹn.',
      )}
      send={t('Gửi đề nghị gia hạn')}
      missing={t('Ghi lý do.')}
      alsoMissing={isRight ? null : t('Từ 1 đến {most} {unit}.', { most: most?.amount ?? 0, unit: unitName })}
      makeStep={(reason) => ({ verb: 'extension', amount: number, unit, reason })}
    >
      <TextInput
        t={t}
        id="extension-amount"
        name="amount"
        width="short"
        inputMode="numeric"
        label={t('Thêm bao nhiêu {unit}', { unit: unitName })}
        value={amount}
        error={refused}
        onChange={(event) => setAmount(event.target.value)}
      />
    </WordsForm>
  );
}

type Services = { items: { code: string; name: { vi: string; en: string } }[] };

function RecategoriseForm({ desk, view, step }: HandlingProps) {
  const { t, lang } = desk;
  const [service, setService] = useState('');
  const services = useQuery({
    queryKey: ['reports', 'services'],
    queryFn: ({ signal }) => askJson<Services>('/api/reports/services', { signal }),
    staleTime: Infinity,
  });
  const others = (services.data?.items ?? []).filter(({ code }) => code !== view.service);
  return (
    <WordsForm
      desk={desk}
      step={step}
      verb="recategorise"
      field="reason"
      most={limits.reasonMax}
      label={t('Vì sao đổi')}
      hint={t('Thời hạn tính lại từ đầu theo loại mới; hẹn đầu vẫn dùng để tính đúng hẹn.')}
      send={t('Đổi loại việc')}
      missing={t('Ghi lý do.')}
      alsoMissing={service === '' ? t('Chọn loại việc mới.') : null}
      makeStep={(reason) => ({ verb: 'recategorise', service, reason })}
    >
      <Select
        t={t}
        id="recategorise-service"
        name="service"
        label={t('Loại việc mới')}
        emptyName={t('Chọn loại việc')}
        value={service}
        options={others.map(({ code, name }) => ({ value: code, name: name[lang] }))}
        onChange={(event) => setService(event.target.value)}
      />
    </WordsForm>
  );
}

function NoteForm({ desk, step }: HandlingProps) {
  const { t } = desk;
  return (
    <WordsForm
      desk={desk}
      step={step}
      verb="notes"
      most={limits.noteMax}
      label={t('Ghi chú cho đồng nghiệp')}
      hint={t('Chỉ cơ quan đọc được, không bao giờ công khai.')}
      send={t('Ghi lại')}
      missing={t('Viết ghi chú.')}
      makeStep={(words) => ({ verb: 'notes', words })}
    />
  );
}
