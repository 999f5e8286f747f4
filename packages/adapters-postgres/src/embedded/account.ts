import { readFile, stat } from 'node:fs/promises'
import { errorCode } from './error-code.js'

/** A user of the operating system. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

const nobody = async (): Promise<Account> => {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const fields = users.match(/^nobody:[^:]*:(\d+):(\d+):/m)
  return { uid: Number(fields?.[1] ?? 65534), gid: Number(fields?.[2] ?? 65534) }
}

/**
 * Who PostgreSQL has to run as: null for the user we are, which is always so unless we are root, as whom PostgreSQL
 * refuses to run. Then it is the owner of the data directory (PostgreSQL insists on that), and `nobody` for a new one.
 */
export const serverAccount = async (dataDirectory: string): Promise<Account | null> => {
  if (process.getuid?.() !== 0) return null
  try {
    const { uid, gid } = await stat(dataDirectory)
    if (uid !== 0) return { uid, gid }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  return nobody()
}

/**
 * The command that runs a program as an account; null runs it as ourselves. `setpriv` replaces itself by the program,
 * so the process id is the program's.
 *
 * The account may be unable to enter the directories above the data and the binaries (root's home has mode 0700), which
 * is what the capability is for. It must be an ambient one to outlive the exec, and `no_setuid_fixup` must be set
 * because access(2), which initdb asks, otherwise forgets capabilities of anyone but root.
 */
export const commandAs = (
  account: Account | null,
  program: string,
  args: readonly string[],
): { file: string; args: string[] } =>
  account === null
    ? { file: program, args: [...args] }
    : {
        file: 'setpriv',
        args: [
          `--reuid=${account.uid}`,
          `--regid=${account.gid}`,
          '--clear-groups',
          '--inh-caps=+dac_override',
          '--ambient-caps=+dac_override',
          '--securebits=+no_setuid_fixup',
          '--',
          program,
          ...args,
        ],
      }
