const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (value: number) => String(value).padStart(2, '0');
const clockTime = (date: Date) => [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');

/** `%a %b %d %H:%M:%S %Y` in the C locale and the host's local time, as pmrep and pmcmd print it. */
export function longDate(at: number): string {
  const date = new Date(at);
  return `${DAYS[date.getDay()]} ${MONTHS[date.getMonth()]} ${two(date.getDate())} ${clockTime(date)} ${date.getFullYear()}`;
}

/** `MM/DD/YYYY HH:MM:SS` in local time, as in the list of user connections. */
export function shortDate(at: number): string {
  const date = new Date(at);
  return `${two(date.getMonth() + 1)}/${two(date.getDate())}/${date.getFullYear()} ${clockTime(date)}`;
}
