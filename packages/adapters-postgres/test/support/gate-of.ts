import {
  type AdmissionGate,
  type AdmissionGateOptions,
  admissionGate,
} from '../../src/connection/admission-gate.js'

type GateOptions = Omit<AdmissionGateOptions<number>, 'gather'>

/** Longer than any test lasts. */
export const patience = 60_000

const patient = { queueLength: 100, deadlineMs: patience, graceMs: 0 }

/** A gate whose places are numbered in the order in which they are taken, and which is patient where nothing else is said. */
export const gateOf = (
  options: Pick<GateOptions, 'capacity'> & Partial<GateOptions>,
): AdmissionGate<number> => {
  let taken = 0
  return admissionGate({
    ...patient,
    ...options,
    gather: () => {
      taken += 1
      return taken
    },
  })
}
