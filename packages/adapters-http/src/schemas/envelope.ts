import { type TSchema, Type } from '@sinclair/typebox'

/** The body of every success of the API. */
export const envelope = <Data extends TSchema>(data: Data, description: string) =>
  Type.Object({ success: Type.Literal(true), data }, { additionalProperties: false, description })

/** Puts data into the body of a success. */
export const success = <Data>(data: Data) => ({ success: true, data }) as const
