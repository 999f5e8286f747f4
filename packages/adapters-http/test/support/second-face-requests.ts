/** Of a task that is not there unless a test makes it. */
export const id = '00000000-0000-7000-8000-000000000001'

/** Every request of this face, as `userId` or anybody else may send it. */
export const requestsOf = (userId: string) =>
  [
    [`GET /api/${userId}/tasks`],
    [`POST /api/${userId}/tasks`, { title: 'x' }],
    [`GET /api/${userId}/tasks/${id}`],
    [`PUT /api/${userId}/tasks/${id}`, { title: 'x' }],
    [`PATCH /api/${userId}/tasks/${id}`, { title: 'x' }],
    [`PATCH /api/${userId}/tasks/${id}/complete`],
    [`PATCH /api/${userId}/tasks/${id}/complete`, { completed: true }],
    [`PATCH /api/${userId}/tasks/${id}/uncomplete`],
    [`DELETE /api/${userId}/tasks/${id}`],
  ] as const

/** As Alice sends them about what is hers. */
export const requests = requestsOf('alice')
