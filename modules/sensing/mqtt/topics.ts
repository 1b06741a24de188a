// Names and filters of topics (MQTT 5.0 §4.7).

const mostBytes = 1024;

/** Whether it may be published to. */
export function isTopic(topic: string): boolean {
  return topic.length > 0 && topic.length <= mostBytes && !/[+#\0]/.test(topic);
}

/** Whether it may be subscribed to: `+` and `#` each fill a whole level, `#` only the last. */
export function isFilter(filter: string): boolean {
  if (filter.length === 0 || filter.length > mostBytes || filter.includes('\0')) return false;
  const levels = filter.split('/');
  return levels.every((level, at) =>
    level.includes('#') ? level === '#' && at === levels.length - 1 : !level.includes('+') || level === '+',
  );
}

/** Whether a topic lies in a filter. Topics that begin with `$` are not met by a filter that begins with a wildcard. */
export function matches(filter: string, topic: string): boolean {
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false;
  const wanted = filter.split('/');
  const given = topic.split('/');
  for (const [at, level] of wanted.entries()) {
    if (level === '#') return true;
    if (at >= given.length || (level !== '+' && level !== given[at])) return false;
  }
  return wanted.length === given.length;
}
