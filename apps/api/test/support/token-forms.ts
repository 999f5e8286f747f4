import type { HostileToken } from '@taskport/auth/testing'
import type { HeaderForm } from './header-forms.js'

/** HTTP takes this space away before anybody sees the token. */
const mendedByHttp = new Set(['not-base64url: a space in front', 'not-base64url: a tab at the end'])

/** HTTP allows no control character in a header but the tab. */
const isControl = (character: string): boolean =>
  (character < ' ' && character !== '\t') || character === '\u007f'

/** What becomes of a hostile token that stands behind `Authorization: Bearer `. */
export const asHeader = ({ name, token: sent, reason }: HostileToken): HeaderForm => {
  const form = { name: `${reason}: ${name}`, lines: [`Authorization: Bearer ${sent}`] }
  if (mendedByHttp.has(form.name)) return { ...form, status: 200 }
  if (sent.length > 16_000) return { ...form, status: 431 }
  if ([...sent].some(isControl)) return { ...form, status: 400 }
  return { ...form, status: 401, reason: /^[^\s,]+$/.test(sent) ? reason : 'not-a-bearer-token' }
}
