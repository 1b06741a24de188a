// What the person wants: to report, to propose, or to ask. Reporting is the default and asks for no press.
import type { Translate } from '@city/kernel/text';
import { Button, Radios } from '@city/ui/parts';
import type { MatterKind } from '../services/city-data.ts';
import type { WherePageProps } from './where.page.tsx';

export function KindChoice({ t, draft, kinds }: WherePageProps) {
  const kind = draft.kind ?? 'phan_anh';
  if (kinds.length < 2) return null;
  return (
    <details className="more" open={kind !== 'phan_anh'}>
      <summary>{t('Gửi kiến nghị hoặc hỏi đáp')}</summary>
      <Radios
        t={t}
        id="kind"
        name="kind"
        label={t('Bạn muốn gì?')}
        value={kind}
        choices={kinds.map((value) => ({ value, name: kindName(t, value), hint: kindHint(t, value) }))}
      />
      <Button name="go" value="kind" formNoValidate>
        {t('Xem loại việc cho lựa chọn này')}
      </Button>
    </details>
  );
}

export function kindName(t: Translate, kind: MatterKind): string {
  switch (kind) {
    case 'phan_anh':
      return t('Phản ánh một việc');
    case 'kien_nghi':
      return t('Kiến nghị, đề xuất');
    case 'hoi_dap':
      return t('Hỏi đáp');
  }
}

function kindHint(t: Translate, kind: MatterKind): string {
  switch (kind) {
    case 'phan_anh':
      return t('Có chuyện cần sửa, cần dọn, cần xử lý.');
    case 'kien_nghi':
      return t('Muốn thành phố làm khác đi, hoặc đổi một quy định.');
    case 'hoi_dap':
      return t('Chưa rõ quy định hay cách làm; cần câu trả lời.');
  }
}
