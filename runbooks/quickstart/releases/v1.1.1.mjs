export const version = 'v1.1.1';

/** What /health looks at; each throws when something is wrong. */
export const checks = {
  async configuration({ configuration }) {
    if (configuration.timeoutMs < 1000)
      throw new Error(`timeoutMs is ${configuration.timeoutMs}, the gateway needs 1000`);
  },
  async refunds({ configuration }) {
    // The bug that this release is rolled back for: nobody ever configured refunds.
    return new URL(configuration.refunds.gateway);
  },
};
