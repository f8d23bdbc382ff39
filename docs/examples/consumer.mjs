// Appends each public event to a file as a line of JSON, and acknowledges it once it is there.
//
//     npm install @nats-io/transport-node @nats-io/jetstream
//     NATS_URL=nats://… NATS_USER=… NATS_PASSWORD=… DOMAIN=feed STREAM=GONGDAN_FEED DURABLE=shop node consumer.mjs events.jsonl
//
// A line whose acknowledgement was lost comes again with the same id: whoever reads the file keeps the first.

import { appendFileSync } from "node:fs";
import { jetstream } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";

const { NATS_URL, NATS_USER, NATS_PASSWORD, DOMAIN, STREAM, DURABLE } = process.env;
const client = await connect({
  servers: NATS_URL,
  user: NATS_USER,
  pass: NATS_PASSWORD,
  inboxPrefix: `_INBOX_${NATS_USER}`, // the only inbox that the user may hear
  maxReconnectAttempts: -1,
});
const durable = await jetstream(client, { domain: DOMAIN }).consumers.get(STREAM, DURABLE);
for await (const message of await durable.consume({ max_messages: 100 })) {
  const event = {
    id: message.headers.get("ce-id"),
    type: message.headers.get("ce-type"),
    number: message.headers.get("ce-subject"),
    data: message.json(),
  };
  appendFileSync(process.argv[2], `${JSON.stringify(event)}\n`);
  message.ack();
}
