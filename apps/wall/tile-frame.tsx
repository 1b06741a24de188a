// The frame of a tile: its heading, its age, the bar that shrinks until the next value is late, and then grey with words.
import { Component, type ReactNode, useSyncExternalStore } from 'react';
import { Icon } from '@city/ui/parts';
import type { TileProps, WallTile, WallWords } from '@city/ui/wall';
import type { FeedStore } from './feed-store.ts';
import { freshness } from './freshness.ts';

type FrameProps = Omit<TileProps<unknown>, 'state' | 'late'> & { tile: WallTile; store: FeedStore<unknown> };

export function TileFrame({ tile, store, ...rest }: FrameProps) {
  const { now, words } = rest;
  const { state, heardAt } = useSyncExternalStore(store.subscribe, store.read);
  const asOf = state === null ? null : (tile.asOf?.(state) ?? heardAt);
  // In a replay the seconds of the past run faster than those in which the wall is late.
  const { ageMs, left, late } = freshness(asOf, now, tile.lateAfterSeconds * rest.pace);
  const isOpening = state === null;
  const className = [
    'tile',
    `tile-${tile.area}`,
    tile.fullBleed ? 'is-full' : '',
    late && !isOpening ? 'is-late' : '',
  ]
    .filter(Boolean)
    .join(' ');
  const heading = `tile-${tile.id}`;
  return (
    <section
      className={className}
      aria-labelledby={heading}
      data-tile={tile.id}
      style={{ flexGrow: tile.weight ?? 1 }}
    >
      <i className="tile-fresh" style={{ transform: `scaleX(${left.toFixed(3)})` }} aria-hidden="true" />
      <header className="tile-head">
        <h2 id={heading}>{words.pick(tile.title)}</h2>
        {/* The past has no age: its bar and the banner say what it is. */}
        <span className="tile-age">
          {isOpening || rest.pace !== 1 ? '' : ageWords(ageMs, asOf, now, words)}
        </span>
      </header>
      <Guard words={words}>
        {isOpening ? <Opening words={words} /> : <tile.component {...rest} state={state} late={late} />}
      </Guard>
      {late && !isOpening && (
        <p className="tile-late">
          <Icon name="clock" />
          {words.t('Số cũ {span}, chưa có tin mới', { span: words.span(ageMs) })}
        </p>
      )}
    </section>
  );
}

/** Up to a day the age; what is older has a date. */
function ageWords(ageMs: number, asOf: number | null, now: number, words: WallWords): string {
  if (asOf === null) return '';
  if (ageMs < 3_600_000) return words.ago(ageMs);
  return words.shortDay(asOf) === words.shortDay(now)
    ? words.time(asOf, false)
    : `${words.shortDay(asOf)}, ${words.time(asOf, false)}`;
}

function Opening({ words }: { words: WallWords }) {
  return (
    <div className="tile-opening">
      <p>{words.t('Đang lấy số liệu…')}</p>
    </div>
  );
}

/** One tile that breaks must not take the wall along; it tries again with the next figures. */
class Guard extends Component<{ words: WallWords; children: ReactNode }, { failed: unknown }> {
  override state = { failed: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { failed: error ?? new Error('unknown') };
  }

  override componentDidUpdate(before: { children: ReactNode }): void {
    if (this.state.failed !== null && before.children !== this.props.children) this.#again();
  }

  readonly #again = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.setState({ failed: null }), 10_000);
  };

  #timer: ReturnType<typeof setTimeout> | undefined;

  override componentWillUnmount(): void {
    clearTimeout(this.#timer);
  }

  override render(): ReactNode {
    if (this.state.failed === null) return this.props.children;
    return <p className="tile-broken">{this.props.words.t('Ô này gặp lỗi, sẽ tự thử lại.')}</p>;
  }
}
