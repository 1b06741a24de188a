// Sending a report away that is really a complaint or denunciation: which of the two, and why.
import { Radios } from '@city/ui/parts';
import { useState } from 'react';
import type { TransferKind } from '../../contract.ts';
import { limits } from '../../limits.ts';
import type { HandlingProps } from './more-ways.tsx';
import { WordsForm } from './words-form.tsx';

export function TransferForm({ desk, step }: HandlingProps) {
  const { t } = desk;
  const [kind, setKind] = useState<TransferKind | ''>('');
  return (
    <WordsForm
      desk={desk}
      step={step}
      verb="transfer"
      field="reason"
      most={limits.reasonMax}
      label={t('Vì sao')}
      hint={t('Việc rời khỏi mọi danh sách công khai và khỏi hộp việc này. Chỉ người gửi đọc được lý do.')}
      send={t('Chuyển sang đường riêng')}
      missing={t('Ghi lý do.')}
      alsoMissing={kind === '' ? t('Chọn khiếu nại hay tố cáo.') : null}
      makeStep={(reason) => ({ verb: 'transfer', kind: kind === '' ? 'khieu_nai' : kind, reason })}
    >
      <div onChange={(event) => setKind((event.target as HTMLInputElement).value as TransferKind)}>
        <Radios
          t={t}
          id="transfer-kind"
          name="kind"
          label={t('Đây là')}
          choices={[
            { value: 'khieu_nai', name: t('Khiếu nại một quyết định, hành vi hành chính') },
            { value: 'to_cao', name: t('Tố cáo một người, một cơ quan vi phạm') },
          ]}
        />
      </div>
    </WordsForm>
  );
}
