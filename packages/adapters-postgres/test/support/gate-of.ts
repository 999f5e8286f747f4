import {
  type AdmissionGate,
  type AdmissionGateOptions,
  admissionGate,
} from '../../src/connection/admission-gate.js'

/** A gate whose places are numbered in the order in which they are taken. */
export const gateOf = (options: Omit<AdmissionGateOptions<number>, 'gather'>): AdmissionGate<number> => {
  let taken = 0
  return admissionGate({
    ...options,
    gather: () => {
      taken += 1
      return taken
    },
  })
}
