/** What a caller may notice of a new document: `breaks` where one that was right before may fail now. */
export interface Change {
  breaks: boolean;
  text: string;
}

/** A change that a caller may fail by. */
export const breaking = (text: string): Change => ({ breaks: true, text });

/** A change that is worth a look. */
export const notable = (text: string): Change => ({ breaks: false, text });

/** The same changes, told with their place. */
export const under = (place: string, changes: readonly Change[]): Change[] =>
  changes.map(({ breaks, text }) => ({ breaks, text: `${place}${/^[.[]/.test(text) ? '' : ': '}${text}` }));
