// Choosing photos: a native file input that works alone; the enhancer adds previews and makes large pictures smaller.
import { controlProps, Field, type FieldFrame } from './field.tsx';
import { Icon } from './icon.tsx';

export type PhotoInputProps = FieldFrame & {
  name: string;
  /** How many photos at most. */
  max?: number | undefined;
  required?: boolean | undefined;
  /** Longest edge in px after the browser made it smaller. */
  longestEdge?: number | undefined;
  /** Words of the button over the input. */
  buttonText: string;
  /** Words on what happens to the photo (plates covered, place removed). */
  promise?: string | undefined;
};

export function PhotoInput(props: PhotoInputProps) {
  const { name, max = 1, required = false, longestEdge = 2048, buttonText, promise, ...frame } = props;
  const { t } = frame;
  return (
    <Field {...frame}>
      <div className="photo-input" data-photos={max} data-edge={longestEdge}>
        <input
          type="file"
          name={name}
          accept="image/jpeg,image/png,image/webp,image/heic,image/heif"
          multiple={max > 1}
          required={required}
          {...controlProps(frame)}
        />
        <span className="photo-input-face" aria-hidden="true">
          <Icon name="camera" size="lg" />
          <b>{buttonText}</b>
        </span>
        <ul
          className="photo-input-list"
          hidden
          data-remove={t('Bỏ ảnh này')}
          data-too-many={t('Chỉ gửi được {max} ảnh, đã giữ {max} ảnh đầu.', { max })}
        />
      </div>
      {promise !== undefined && (
        <p className="safe">
          <Icon name="done" size="sm" />
          <span>{promise}</span>
        </p>
      )}
    </Field>
  );
}
