const escaped = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/**
 * Text of a caller, a server or a host for a terminal: control, format and other invisible characters are written as
 * what they are, so that nothing moves the cursor, paints or hides.
 */
export const plain = (text: unknown): string => String(text ?? '').replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, escaped);

/** JSON for programs and terminals: the same value, with what is invisible in escapes of JSON's own. */
export const plainJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (text) =>
    text === '\n'
      ? text
      : text.replaceAll(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
