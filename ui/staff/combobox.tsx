// Choosing one of many by typing, with or without marks: react-aria's combo box. Loaded on demand, as it is heavy.
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { Icon } from '../parts/icon.tsx';

export type PickOption = { id: string; name: string; detail?: string | undefined };

export type PickFieldProps = {
  label: string;
  labelHidden?: boolean | undefined;
  placeholder?: string | undefined;
  options: readonly PickOption[];
  value: string | null;
  onChange: (id: string | null) => void;
  /** Said when nothing fits. */
  emptyText: string;
  isDisabled?: boolean | undefined;
};

/** Lower case without marks: "Đồ Sơn" is found by "do son". */
export function bare(text: string): string {
  return text.toLowerCase().replaceAll('đ', 'd').normalize('NFD').replaceAll(/\p{M}/gu, '');
}

export function PickField(props: PickFieldProps) {
  const {
    label,
    labelHidden = false,
    placeholder,
    options,
    value,
    onChange,
    emptyText,
    isDisabled = false,
  } = props;
  return (
    <ComboBox
      className="pick"
      defaultItems={options}
      defaultFilter={(name, typed) => bare(name).includes(bare(typed.trim()))}
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      menuTrigger="focus"
      allowsEmptyCollection
      isDisabled={isDisabled}
    >
      <Label className={labelHidden ? 'vh' : 'pick-label'}>{label}</Label>
      <div className="pick-box">
        <Input className="input" {...(placeholder !== undefined && { placeholder })} />
        <Button className="icon-btn">
          <Icon name="chevron-down" size="sm" />
        </Button>
      </div>
      <Popover className="pick-popover">
        <ListBox<PickOption>
          className="pick-list"
          renderEmptyState={() => <p className="muted">{emptyText}</p>}
        >
          {(option) => (
            <ListBoxItem className="pick-item" id={option.id} textValue={option.name}>
              <b>{option.name}</b>
              {option.detail !== undefined && <small>{option.detail}</small>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
