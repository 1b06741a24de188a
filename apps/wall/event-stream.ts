// Reads the text of a server-sent event stream (WHATWG HTML §9.2.6) piece by piece, as it comes in.

export type StreamEvent = { readonly id: string | null; readonly name: string; readonly data: string };
export type StreamListener = {
  readonly event: (event: StreamEvent) => void;
  /** Comments keep the line alive; EventSource hides them, which is why we read the stream ourselves. */
  readonly comment: (text: string) => void;
};

/** A line longer than this is no line of ours: the connection is given up rather than the memory. */
const longestLine = 1_000_000;

/** The answer takes the next piece of text. @throws Error on an endless line. */
export function eventStreamReader(listener: StreamListener): (chunk: string) => void {
  let rest = '';
  let id: string | null = null;
  let name = '';
  let data: string[] = [];

  const dispatch = () => {
    if (data.length > 0) listener.event({ id, name: name || 'message', data: data.join('\n') });
    name = '';
    data = [];
  };
  const read = (line: string) => {
    if (line === '') return dispatch();
    if (line.startsWith(':')) return listener.comment(line.slice(1).trim());
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') name = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
  };
  return (chunk) => {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) throw new Error('A line of the event stream never ends');
    for (const line of lines) read(line);
  };
}
