/** Colours, erasing to the end of a line, choosing a character set: they say nothing once a line stands alone. */
const decoration = /(?:\u001b\[|\u009b)[0-9;:]*[mK]|\u001b\([0B]/g;

/** All other controls, and the characters that turn the direction of text around. Tabs and line feeds stay. */
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * A child's text made safe to show: colours are taken away, every other control character is written out (`\x1b`).
 * Tabs and line feeds stay; a carriage return begins a new line, so that nothing is hidden by overwriting.
 */
export function escapeOutput(text: string): string {
  return text.replace(decoration, '').replace(/\r\n?/g, '\n').replace(control, written);
}

function written(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
