import { isIP } from 'node:net'
import type { EnvironmentReader } from './environment-reader.js'

/** How much one caller may ask for, and how callers are told apart. */
export interface RateSettings {
  /** Requests a minute; null: any number. */
  readonly ratePerUser: number | null
  /** Requests a minute, with a token or without; null: any number. */
  readonly ratePerAddress: number | null
  /** Whether all instances on one database count together. */
  readonly areRatesShared: boolean
  /** Proxies that are believed where a request is from: addresses, networks, or names of well-known networks. */
  readonly trustedProxies: readonly string[]
}

const networkNames = ['loopback', 'linklocal', 'uniquelocal']

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  // A network of all addresses would believe everybody.
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

const readRate = (reader: EnvironmentReader, name: string): number | null =>
  reader.integer(name, { min: 0, max: 100_000_000, otherwise: 0 }) || null

/** Notes what is wrong with the variables. */
export const readRateSettings = (
  reader: EnvironmentReader,
  { workers }: { readonly workers: number },
): RateSettings => {
  const trustedProxies = reader.list('TRUSTED_PROXIES')
  for (const proxy of trustedProxies.filter((one) => !networkNames.includes(one) && !isNetwork(one))) {
    reader.problem(
      `TRUSTED_PROXIES must list addresses or networks like 10.0.0.0/8, or ${networkNames.join(', ')}, separated by commas; "${proxy}" is none.`,
    )
  }
  return {
    ratePerUser: readRate(reader, 'RATE_PER_USER'),
    ratePerAddress: readRate(reader, 'RATE_PER_ADDRESS'),
    // A rate is a promise to the operator, whatever the number of processes: each for itself only where that is asked for.
    areRatesShared:
      reader.choice('RATES_SHARED', ['true', 'false'], workers > 1 ? 'true' : 'false') === 'true',
    trustedProxies,
  }
}
