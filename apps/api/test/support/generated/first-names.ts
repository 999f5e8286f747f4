import type { Json } from './json.js'

const names: Readonly<Record<string, string>> = {
  user_id: 'userId',
  created_at: 'createdAt',
  updated_at: 'updatedAt',
}

/** A task, or what is sent about one, by the names that most routes have for it, by whichever a route tells it. */
export const byFirstNames = (told: Json): Json =>
  Object.fromEntries(
    Object.entries(told).map(([name, value]) =>
      name === 'completed'
        ? ['status', value === true ? 'completed' : 'pending']
        : [names[name] ?? name, value],
    ),
  )
