/**
 * Small ASCII letters for capitals, and nothing else: how names compare where their case does not matter.
 *
 * Unicode's own case rules are wider than they look: the Kelvin sign becomes a `k`, the long s an `S`, and would be
 * another person, another group or another trigram.
 */
export const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Capital ASCII letters for small ones, and nothing else. */
export const upperAscii = (text: string): string => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
