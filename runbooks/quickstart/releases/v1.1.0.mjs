export const version = 'v1.1.0';

/** What /health looks at; each throws when something is wrong. */
export const checks = {
  async configuration({ configuration }) {
    if (configuration.timeoutMs < 1000)
      throw new Error(`timeoutMs is ${configuration.timeoutMs}, the gateway needs 1000`);
  },
  async payments({ database }) {
    await database.query('BEGIN');
    try {
      await database.query("INSERT INTO payments (amount_cents, status) VALUES (1, 'probe')");
    } finally {
      await database.query('ROLLBACK');
    }
  },
};
