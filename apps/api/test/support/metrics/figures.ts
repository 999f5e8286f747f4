import { type Family, parseExposition, type Sample } from './exposition.js'

/** The figures of a process at one moment. */
export interface Figures {
  readonly families: readonly Family[]
  /** All samples of this name whose labels contain these. */
  samples(name: string, labels?: Readonly<Record<string, string>>): Sample[]
  /** The sum of these; 0 when there are none. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number
}

/** Reads what a scraper would be told at this address, like `http://127.0.0.1:8000/metrics`. */
export const figuresAt = async (address: string): Promise<Figures> => {
  const response = await fetch(address)
  if (response.status !== 200) throw new Error(`${address} is answered ${response.status}`)
  const families = parseExposition(await response.text())
  const all = families.flatMap(({ samples }) => samples)
  const samples: Figures['samples'] = (name, labels = {}) =>
    all.filter(
      (sample) =>
        sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    )
  return {
    families,
    samples,
    sum: (name, labels) => samples(name, labels).reduce((total, { value }) => total + value, 0),
  }
}
