import type { MutationRule } from '../../../test-mutation/text-mutant.js'

/** The wall's own statement: its role, its owner, its time, and that all of them end with the transaction. */
export const statementRules: readonly MutationRule[] = [
  { pattern: /set_config\('role', 'taskport_api', true\)/g, replacements: ["'none'"], mustDie: true },
  { pattern: /(set_config\('role', 'taskport_api'), true\)/g, replacements: ['$1, false)'], mustDie: true },
  {
    pattern: /(set_config\('taskport\.owner'), (\$1), true\)/g,
    replacements: ['$1, $2, false)'],
    mustDie: true,
  },
  { pattern: /set_config\('statement_timeout', (\$2), true\)/g, replacements: ['$1::text'] },
  { pattern: /(set_config\('statement_timeout', \$2), true\)/g, replacements: ['$1, false)'], mustDie: true },
  { pattern: /set_config\('TimeZone', 'UTC', true\)/g, replacements: ["''"] },
  { pattern: /(set_config\('TimeZone'), 'UTC'/g, replacements: ["$1, 'Asia/Kolkata'"] },
  { pattern: /(set_config\('TimeZone', 'UTC'), true\)/g, replacements: ['$1, false)'] },
  { pattern: /set_config\('DateStyle', 'ISO', true\)/g, replacements: ["''"] },
  { pattern: /(set_config\('DateStyle', 'ISO'), true\)/g, replacements: ['$1, false)'] },
]

/** The policies, in the migration that makes those that hold. */
export const policyRules: readonly MutationRule[] = [
  { pattern: /using \(user_id = [^;]*?true\)\)/g, replacements: ['using (true)'], mustDie: true },
  { pattern: /with check \(user_id = [^;]*?true\)\)/g, replacements: ['with check (true)'], mustDie: true },
  { pattern: /user_id = (?=current_setting)/g, replacements: ['user_id >= ', 'user_id <= '], mustDie: true },
]

/** That there are policies, and whom they hold, in the migration that raised the wall. */
export const roleRules: readonly MutationRule[] = [
  { pattern: /alter table \w+ enable row level security;/g, replacements: [''], mustDie: true },
  { pattern: /grant select, insert, update on/g, replacements: ['grant all on'] },
  { pattern: /nologin noinherit/g, replacements: ['nologin bypassrls'], mustDie: true },
]

/** What the proof at the start asks. */
export const proofRules: readonly MutationRule[] = [
  { pattern: /current_user = 'taskport_api' and /g, replacements: [''] },
  { pattern: /row_security_active\('\w+'\)/g, replacements: ['true'], mustDie: true },
  { pattern: /exists \(select from \w+\)/g, replacements: ['false'], mustDie: true },
  { pattern: /count\(\*\) - count\(\*\)/g, replacements: ['count(*)'] },
]
