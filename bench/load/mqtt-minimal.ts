// The peer's consumer: reads everything from a broker and does the least with it; says how many messages came.
import { connect } from 'mqtt';

const port = Number(process.argv[2]);
const client = connect({ host: '127.0.0.1', port, clientId: 'consumer', reconnectPeriod: 0 });
let count = 0;
client.on('message', (_topic, payload) => {
  const { values } = JSON.parse(payload.toString()) as { values: object };
  if (values) count++;
});
client.once('connect', () => {
  client.subscribe('#', { qos: 1 }, () => process.send?.('ready'));
});
process.on('message', (asked) => {
  if (asked === 'count') process.send?.({ count });
});
