/** `node database.mjs FOLDER`: PostgreSQL in this process, on a free port, with the tables of the payment service. */
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { endByItself } from './end-by-itself.mjs';

const database = await PGlite.create();
await database.exec(`
  CREATE TABLE migrations (id serial PRIMARY KEY, timestamp bigint NOT NULL, name text NOT NULL);
  CREATE TABLE payments (id serial PRIMARY KEY, amount_cents integer NOT NULL, status text NOT NULL);
  INSERT INTO payments (amount_cents, status) VALUES (1250, 'paid'), (4999, 'paid'), (300, 'refunded');

  -- What v1.1.0 brought.
  CREATE INDEX payments_status ON payments (status);
  INSERT INTO migrations (timestamp, name) VALUES (1763000000000, 'AddPaymentStatusIndex1763000000000');

  -- What v1.1.1 brought: from here on v1.1.0 cannot write a payment any more.
  ALTER TABLE payments ADD COLUMN refund_reason text NOT NULL DEFAULT '';
  ALTER TABLE payments ALTER COLUMN refund_reason DROP DEFAULT;
  UPDATE payments SET refund_reason = 'sent twice' WHERE status = 'refunded';
  INSERT INTO migrations (timestamp, name) VALUES (1763864112000, 'AddRefundReason1763864112000');
`);

const server = new PGLiteSocketServer({ db: database, host: '127.0.0.1', port: 0, maxConnections: 8 });
await server.start();
endByItself(process.argv[2], 'database', () => server.stop());
process.send?.(`postgresql://postgres@${server.getServerConn()}/postgres`);
