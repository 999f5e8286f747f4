import { Client } from 'pg'

/** Locks an owner's counter from another connection, so that no change of this owner goes on until it is let go. */
export const holdOwner = async (url: string, ownerId: string) => {
  const client = new Client({ connectionString: url, application_name: 'holder' })
  client.on('error', () => {})
  await client.connect()
  await client.query('begin')
  await client.query('select from owners where user_id = $1 for update', [ownerId])
  return { letGo: () => client.end() }
}
