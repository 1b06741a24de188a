// Words to start from: chosen by name, put into the form, then edited like one's own.
import type { DeskContext } from '@city/ui/desk';
import { Select } from '@city/ui/parts';
import type { DeskView } from '../../contract.ts';

type TemplatePickProps = {
  desk: DeskContext;
  view: DeskView;
  use: DeskView['handling']['templates'][number]['use'];
  onPick: (words: string) => void;
};

export function TemplatePick({ desk: { t, lang }, view, use, onPick }: TemplatePickProps) {
  const fitting = view.handling.templates.filter((template) => template.use === use);
  if (fitting.length === 0) return null;
  return (
    <Select
      t={t}
      id={`template-${use}`}
      name="template"
      label={t('Mẫu câu')}
      emptyName={t('Bắt đầu từ mẫu…')}
      value=""
      options={fitting.map(({ id, name }) => ({ value: id, name: name[lang] }))}
      onChange={(event) => {
        const picked = fitting.find(({ id }) => id === event.target.value);
        // Reporters read Vietnamese unless they said otherwise; the officer sees the words before they go out.
        if (picked) onPick(picked.words.vi);
      }}
    />
  );
}
