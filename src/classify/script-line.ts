/** A line of a script without the blanks around it, counted from 1. */
export interface ScriptLine {
  readonly line: number;
  readonly text: string;
}
