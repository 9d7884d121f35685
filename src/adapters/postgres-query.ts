import type { Client, Connection, Submittable } from 'pg';
import { describeConnectionFailure } from './connection-failure.ts';

export interface ResultColumn {
  readonly name: string;
  /** The type's object id: 23 is integer. */
  readonly type: number;
}

/** What one statement answered; `rows` may hold fewer than the `rowCount` that came. */
export interface StatementResult {
  /** The server's own word for what was done: `ALTER TABLE`, `DELETE 1`. */
  readonly tag: string;
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly rowCount: number;
}

/** The server refused or broke off a statement, or the connection was lost: then `sqlState` is empty. */
export class StatementError extends Error {
  readonly sqlState: string;
  /** In characters of what was sent, from 1; NaN when the server names none. */
  readonly position: number;
  /** DETAIL, HINT and CONTEXT as psql prints them, one a line. */
  readonly remarks: readonly string[];

  constructor(cause: unknown) {
    const sqlState = fieldOf(cause, 'severity') === undefined ? undefined : fieldOf(cause, 'code');
    super(sqlState === undefined ? describeConnectionFailure(cause) : fieldOf(cause, 'message'), { cause });
    this.name = 'StatementError';
    this.sqlState = sqlState ?? '';
    this.position = Number(fieldOf(cause, 'position') ?? Number.NaN);
    const remarks = { DETAIL: 'detail', HINT: 'hint', CONTEXT: 'where' };
    this.remarks = Object.entries(remarks).flatMap(([word, field]) => {
      const text = fieldOf(cause, field);
      return text === undefined ? [] : [`${word}:  ${text}`];
    });
  }
}

/** The driver's errors are told by what they hold, so that they can be read without loading the driver. */
function fieldOf(error: unknown, name: string): string | undefined {
  const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}

/**
 * Sends the text as it is and keeps at most `keepRows` rows of each result, as the server wrote them.
 * The driver's own queries keep every row and only the first word of a tag.
 */
export function submitStatements(client: Client, sql: string, keepRows: number): Promise<readonly StatementResult[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly StatementResult[]>();
  const results: StatementResult[] = [];
  let columns: readonly ResultColumn[] = [];
  let rows: (readonly (string | null)[])[] = [];
  let rowCount = 0;
  const query: Submittable & QueryEvents = {
    submit: (connection) => connection.query(sql),
    handleRowDescription({ fields }) {
      columns = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
    },
    handleDataRow({ fields }) {
      rowCount += 1;
      if (rows.length < keepRows) rows.push(fields);
    },
    handleCommandComplete({ text }) {
      results.push({ tag: text, columns, rows, rowCount });
      [columns, rows, rowCount] = [[], [], 0];
    },
    handleEmptyQuery: () => undefined,
    handleError: (error) => reject(new StatementError(error)),
    handleReadyForQuery: () => resolve(results),
    handleCopyInResponse: (connection) => connection.sendCopyFail('an sql action has no input to copy from'),
    handleCopyData: () => undefined,
  };
  client.query(query);
  return promise;
}

/** What the driver calls on a query of one's own as the server's messages come in. */
interface QueryEvents {
  handleRowDescription(message: { fields: readonly { name: string; dataTypeID: number }[] }): void;
  handleDataRow(message: { fields: readonly (string | null)[] }): void;
  handleCommandComplete(message: { text: string }): void;
  handleEmptyQuery(): void;
  handleError(error: Error): void;
  handleReadyForQuery(): void;
  handleCopyInResponse(connection: Connection & { sendCopyFail(message: string): void }): void;
  handleCopyData(): void;
}
