const escaped = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** Text of files for a terminal: what is invisible is written as what it is, so that no record moves the cursor, paints or hides. */
export const plain = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, escaped);

/** The same for JSON, in escapes of its own. */
export const plainJson = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n' ? character : character.replaceAll(/[\s\S]/g, unitEscaped),
  );

const unitEscaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
