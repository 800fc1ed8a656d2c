/** Whether two `typ` headers are one media type: without case, `application/` left out or not (RFC 7515, section 4.1.9). */
export const sameType = (one: string, other: string): boolean => bareType(one) === bareType(other);

const bareType = (typ: string): string => typ.toLowerCase().replace(/^application\//, '');
