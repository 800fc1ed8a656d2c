/** What a process told at one scrape. */
export class Scrape {
  private readonly values = new Map<string, number>();

  constructor(readonly text: string) {
    for (const line of text.split('\n')) {
      const at = line.lastIndexOf(' ');
      if (!line.startsWith('#') && at > 0) this.values.set(line.slice(0, at), Number(line.slice(at + 1)));
    }
  }

  static async of(port: number): Promise<Scrape> {
    return new Scrape(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text());
  }

  /** The series of our own metrics. */
  get series(): string[] {
    return [...this.values.keys()].filter((name) => name.startsWith('etlaas_'));
  }

  /** The metrics and their types. */
  get types(): Record<string, string> {
    const lines = this.text.matchAll(/^# TYPE (\w+) (\w+)$/gm);
    return Object.fromEntries([...lines].map(([, name = '', type = '']) => [name, type]));
  }

  /** What came to a metric since an earlier scrape: the series that changed, each with by how much. */
  since(before: Scrape, metric: string): Record<string, number> {
    const own = [...this.values].filter(([series]) => series.startsWith(`${metric}{`) || series === metric);
    const grown = own.map(([series, value]) => [series, value - (before.values.get(series) ?? 0)] as const);
    return Object.fromEntries(
      grown.filter(([, by]) => by !== 0).map(([series, by]) => [series.slice(metric.length), by]),
    );
  }
}
